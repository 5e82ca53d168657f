import { and, eq, isNotNull } from "drizzle-orm";
import { db } from "@/db/client";
import { withoutRowScope } from "@/db/row-scope";
import { organisation } from "@/db/schema/organisation";
import { membership, userAccount } from "@/db/schema/people";
import { confirmPerson } from "@/server/account/confirm-password";
import { recordAudit } from "@/server/audit/record";
import { DomainError } from "@/server/errors";
import { queueAccountMail } from "./account-mails";
import { endSessionsHere, lockMember, notOneself } from "./member";
import type { RemoveSecondFactorInput } from "./schema";
import type { Scope } from "./scope";

/**
 * Takes away the second factor of a person who lost phone and recovery codes, and signs them out. They
 * are told by mail. The admin confirms it with the own password.
 * @throws DomainError not_found for someone of another organisation, invalid for oneself or a wrong
 * password, conflict for who has none, not_allowed for whom another organisation relies on too.
 */
export async function removeSecondFactor(
  scope: Scope,
  { userId, password }: RemoveSecondFactorInput,
): Promise<void> {
  notOneself(scope, userId, "remove the second factor of");
  await confirmPerson(scope, password, "password");
  const homes = await withoutRowScope(() => db().$count(membership, eq(membership.userId, userId)));
  await db().transaction(async (tx) => {
    const member = await lockMember(tx, scope, userId);
    if (homes > 1)
      throw new DomainError(
        "not_allowed",
        "This second factor guards more than your organisation, so that you cannot remove it. Ask who runs this console.",
      );
    const removed = await tx
      .update(userAccount)
      .set({ totpSecretSealed: null, totpConfirmedAt: null, totpLastStep: null })
      .where(and(eq(userAccount.id, userId), isNotNull(userAccount.totpConfirmedAt)))
      .returning({ id: userAccount.id });
    if (removed.length === 0)
      throw new DomainError("conflict", "This person has no second factor any more.");
    await endSessionsHere(tx, scope, userId);
    const [home] = await tx
      .select({ name: organisation.name })
      .from(organisation)
      .where(eq(organisation.id, scope.organisationId));
    await queueAccountMail(tx, {
      kind: "second_factor_changed",
      to: member,
      data: { change: `removed by an admin of ${home?.name ?? "your organisation"}` },
    });
    await recordAudit(tx, scope, {
      action: "user.second_factor_removed",
      subjectType: "user",
      subjectId: userId,
    });
  });
}
