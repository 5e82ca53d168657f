import { and, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { mailRefusal } from "@/db/schema/notification";
import { membership } from "@/db/schema/people";
import type { Scope } from "@/server/people/scope";
import type { NotificationKind } from "./schema";
import { notificationKinds } from "./schema";

export type MailChoice = { userId: string; organisationId: string; kind: NotificationKind };

const ofScope = (scope: Scope) =>
  and(eq(mailRefusal.userId, scope.userId), eq(mailRefusal.organisationId, scope.organisationId));

/** What concerns the organisation alone is told to its admins only. */
const forAdmins: readonly NotificationKind[] = ["cartoncloud_lost", "cartoncloud_recovered"];

/** The kinds of mail that the person may get from this organisation, and whether they do. */
export async function listMailChoices(scope: Scope) {
  const rows = await db().select().from(mailRefusal).where(ofScope(scope));
  const refused = new Set(rows.map(({ kind }) => kind));
  return notificationKinds
    .filter((kind) => scope.role === "admin" || !forAdmins.includes(kind))
    .map((kind) => ({ kind, wanted: !refused.has(kind) }));
}

/** Whether the person gets mails of a kind from now on; those on their way are dropped too. */
export async function chooseMails(
  scope: Scope,
  { kind, wanted }: { kind: NotificationKind; wanted: boolean },
): Promise<void> {
  if (wanted)
    await db()
      .delete(mailRefusal)
      .where(and(ofScope(scope), eq(mailRefusal.kind, kind)));
  else await refuseMails({ ...scope, kind });
}

/** @returns false for somebody who is no longer in the organisation, and gets none anyway. */
export async function refuseMails({ userId, organisationId, kind }: MailChoice): Promise<boolean> {
  const [member] = await db()
    .select({ userId: membership.userId })
    .from(membership)
    .where(
      and(
        eq(membership.userId, userId),
        eq(membership.organisationId, organisationId),
        isNull(membership.disabledAt),
      ),
    );
  if (!member) return false;
  await db().insert(mailRefusal).values({ userId, organisationId, kind }).onConflictDoNothing();
  return true;
}
