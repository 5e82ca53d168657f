import { and, asc, desc, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { organisation } from "@/db/schema/organisation";
import { membership, userAccount, userSession } from "@/db/schema/people";
import { recoveryCode } from "@/db/schema/sign-in";
import { recordAudit } from "@/server/audit/record";
import { notFound } from "@/server/errors";
import { noPassword } from "@/server/people/credentials";
import type { Scope } from "@/server/people/scope";
import { closeSessionsOf, openSessions } from "@/server/people/session";
import { pendingEmail } from "./change-email";
import { confirmPerson } from "./confirm-password";
import { deviceName } from "./device-name";
import type { EndSessionInput } from "./schema";

/** What the account page shows of the person who asks. */
export async function readAccount(scope: Scope) {
  const [[account], [home], codesLeft, organisations, pending] = await Promise.all([
    db().select().from(userAccount).where(eq(userAccount.id, scope.userId)),
    db()
      .select({ name: organisation.name, required: organisation.requireSecondFactor })
      .from(organisation)
      .where(eq(organisation.id, scope.organisationId)),
    db().$count(
      recoveryCode,
      and(eq(recoveryCode.userId, scope.userId), isNull(recoveryCode.usedAt)),
    ),
    listOrganisations(scope),
    pendingEmail(scope),
  ]);
  if (!account) throw notFound("user");
  return {
    name: account.name,
    email: account.email,
    pendingEmail: pending,
    hasPassword: account.passwordHash !== noPassword,
    secondFactorSince: account.totpConfirmedAt,
    recoveryCodesLeft: codesLeft,
    secondFactorAskedBy: home?.required ? home.name : null,
    organisations,
  };
}

/** The organisations that the person may go to, by name; `current` is that of this session. */
export async function listOrganisations(scope: Scope) {
  const rows = await db()
    .select({ id: organisation.id, name: organisation.name, role: membership.role })
    .from(membership)
    .innerJoin(organisation, eq(organisation.id, membership.organisationId))
    .where(and(eq(membership.userId, scope.userId), isNull(membership.disabledAt)))
    .orderBy(asc(organisation.name));
  return rows.map((row) => ({ ...row, current: row.id === scope.organisationId }));
}

/**
 * Moves this session, and no other, to another organisation of the person.
 * @throws DomainError not_found for one that they may not be in.
 */
export async function switchOrganisation(scope: Scope, organisationId: string): Promise<void> {
  const own = await listOrganisations(scope);
  if (!own.some(({ id }) => id === organisationId)) throw notFound("organisation");
  await db()
    .update(userSession)
    .set({ organisationId })
    .where(and(eq(userSession.id, scope.sessionId), eq(userSession.userId, scope.userId)));
}

const openOf = (scope: Scope) => and(eq(userSession.userId, scope.userId), openSessions());

/** Where the person is signed in, the latest use first. */
export async function listSessions(scope: Scope) {
  const rows = await db()
    .select()
    .from(userSession)
    .where(openOf(scope))
    .orderBy(desc(userSession.lastSeenAt));
  return rows.map(({ id, userAgent, address, createdAt, lastSeenAt }) => ({
    id,
    device: deviceName(userAgent),
    address,
    createdAt,
    lastSeenAt,
    current: id === scope.sessionId,
  }));
}

/**
 * Signs the person out in another browser; one that is signed out already, or is not theirs, changes
 * nothing. @throws DomainError as confirmPerson does.
 */
export async function endSession(
  scope: Scope,
  { sessionId, password }: EndSessionInput,
): Promise<{ ended: number }> {
  await confirmPerson(scope, password, "password");
  return db().transaction(async (tx) => {
    const ended = await tx
      .update(userSession)
      .set({ revokedAt: new Date() })
      .where(and(openOf(scope), eq(userSession.id, sessionId)))
      .returning({ id: userSession.id });
    if (ended.length > 0) await note(tx, scope, { sessions: 1 });
    return { ended: ended.length };
  });
}

/** Signs the person out everywhere else. @throws DomainError as confirmPerson does. */
export async function endOtherSessions(scope: Scope, password: string): Promise<{ ended: number }> {
  await confirmPerson(scope, password, "password");
  return db().transaction(async (tx) => {
    const ended = await closeSessionsOf(tx, scope.userId, scope.sessionId);
    if (ended > 0) await note(tx, scope, { sessions: ended });
    return { ended };
  });
}

const note = (tx: Parameters<typeof recordAudit>[0], scope: Scope, after: { sessions: number }) =>
  recordAudit(tx, scope, {
    action: "user.signed_out_elsewhere",
    subjectType: "user",
    subjectId: scope.userId,
    after,
  });
