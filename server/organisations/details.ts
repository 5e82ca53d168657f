import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { organisation } from "@/db/schema/organisation";
import { recordAudit } from "@/server/audit/record";
import { DomainError, notFound } from "@/server/errors";
import type { Scope } from "@/server/people/scope";
import type { DetailsInput } from "./schema";

/**
 * The organisation's name, and the zone that its billing weeks and mails go by. A closed week keeps
 * the zone that it was closed in; the next one begins where it ended.
 * @throws DomainError invalid when PostgreSQL does not know the zone
 */
export async function saveDetails(scope: Scope, after: DetailsInput): Promise<void> {
  await db().transaction(async (tx) => {
    const [before] = await tx
      .select({ name: organisation.name, timeZone: organisation.timeZone })
      .from(organisation)
      .where(eq(organisation.id, scope.organisationId))
      .for("update");
    if (!before) throw notFound("organisation");
    if (before.name === after.name && before.timeZone === after.timeZone) return;
    const [known] = await tx.execute(
      sql`select 1 from pg_timezone_names where name = ${after.timeZone}`,
    );
    if (!known)
      throw new DomainError(
        "invalid",
        `The database does not know the time zone ${after.timeZone}. Choose another city of the same time.`,
        "timeZone",
      );
    await tx.update(organisation).set(after).where(eq(organisation.id, scope.organisationId));
    await recordAudit(tx, scope, {
      action: "organisation.details",
      subjectType: "organisation",
      subjectId: scope.organisationId,
      before,
      after,
    });
  });
}
