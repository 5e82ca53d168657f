import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { db } from "@/db/client";
import { mailRefusal } from "@/db/schema/notification";
import { membership, userAccount } from "@/db/schema/people";
import { recordAudit } from "@/server/audit/record";
import { DomainError } from "@/server/errors";
import type { Scope } from "@/server/people/scope";
import type { NotificationKind } from "./schema";
import { notificationKinds } from "./schema";

export type MailChoice = { userId: string; organisationId: string; kind: NotificationKind };

const ofPerson = ({ userId, organisationId }: Pick<Scope, "userId" | "organisationId">) =>
  and(eq(mailRefusal.userId, userId), eq(mailRefusal.organisationId, organisationId));

/** What concerns the organisation alone is told to its admins only. */
const forAdmins: readonly NotificationKind[] = [
  "cartoncloud_lost",
  "cartoncloud_recovered",
  "statement_closed",
];

/** The kinds of mail that the person may get from this organisation, and whether they do. */
export async function listMailChoices(scope: Scope) {
  const rows = await db().select().from(mailRefusal).where(ofPerson(scope));
  const refused = new Set(rows.map(({ kind }) => kind));
  return notificationKinds
    .filter((kind) => scope.role === "admin" || !forAdmins.includes(kind))
    .map((kind) => ({ kind, wanted: !refused.has(kind) }));
}

/** Of these one admin at least hears: nobody else would notice in time. */
const mustBeHeard: readonly NotificationKind[] = [
  "connection_lost",
  "cartoncloud_lost",
  "stop_ship",
];

/** @throws DomainError conflict for the last admin who gets mails that somebody has to get */
async function requireAnother(tx: Transaction, choice: MailChoice): Promise<void> {
  if (!mustBeHeard.includes(choice.kind)) return;
  const isAdmin = and(
    eq(membership.organisationId, choice.organisationId),
    eq(membership.role, "admin"),
    isNull(membership.disabledAt),
  );
  // Two who refuse at once would each count the other. What they chose is read once the lock is had.
  await tx.select({ userId: membership.userId }).from(membership).where(isAdmin).for("update");
  const admins = await tx
    .select({ userId: membership.userId, refusedAt: mailRefusal.refusedAt })
    .from(membership)
    .innerJoin(userAccount, eq(userAccount.id, membership.userId))
    .leftJoin(
      mailRefusal,
      and(
        eq(mailRefusal.userId, membership.userId),
        eq(mailRefusal.organisationId, membership.organisationId),
        eq(mailRefusal.kind, choice.kind),
      ),
    )
    .where(and(isAdmin, isNull(userAccount.disabledAt)));
  const hears = admins.filter(({ refusedAt }) => refusedAt === null);
  if (hears.length === 1 && hears[0]?.userId === choice.userId)
    throw new DomainError(
      "conflict",
      "You are the last admin who gets these mails, and somebody has to. Ask another admin to choose them first.",
    );
}

/**
 * Whether the person gets mails of a kind from now on; those on their way are dropped too.
 * @throws DomainError conflict, see requireAnother
 */
export async function chooseMails(
  scope: Scope,
  { kind, wanted }: { kind: NotificationKind; wanted: boolean },
): Promise<void> {
  await change({ ...scope, kind }, wanted);
}

/**
 * @returns false for somebody who is no longer in the organisation, and gets none anyway.
 * @throws DomainError conflict, see requireAnother
 */
export async function refuseMails(choice: MailChoice): Promise<boolean> {
  const [member] = await db()
    .select({ userId: membership.userId })
    .from(membership)
    .where(
      and(
        eq(membership.userId, choice.userId),
        eq(membership.organisationId, choice.organisationId),
        isNull(membership.disabledAt),
      ),
    );
  if (!member) return false;
  await change(choice, false);
  return true;
}

const change = ({ userId, organisationId, kind }: MailChoice, wanted: boolean) =>
  db().transaction(async (tx) => {
    if (!wanted) await requireAnother(tx, { userId, organisationId, kind });
    const changed = wanted
      ? await tx
          .delete(mailRefusal)
          .where(and(ofPerson({ userId, organisationId }), eq(mailRefusal.kind, kind)))
          .returning()
      : await tx
          .insert(mailRefusal)
          .values({ userId, organisationId, kind })
          .onConflictDoNothing()
          .returning();
    if (changed.length === 0) return;
    await recordAudit(
      tx,
      { userId, organisationId },
      {
        action: wanted ? "user.mails_chosen" : "user.mails_refused",
        subjectType: "user",
        subjectId: userId,
        after: { kind },
      },
    );
  });
