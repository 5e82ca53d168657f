import type { Placeholder } from "drizzle-orm";
import { and, eq, gt, isNull, lt, ne, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { db } from "@/db/client";
import { keptQuery } from "@/db/kept-query";
import { organisation } from "@/db/schema/organisation";
import { membership, membershipCustomer, userAccount, userSession } from "@/db/schema/people";
import { sha256 } from "@/server/crypto";
import { env } from "@/server/env";
import { log } from "@/server/log";
import { noPassword } from "./credentials";
import { noticeSignIn } from "./notice-sign-in";
import type { Scope } from "./scope";

/** A session lives this long after sign-in, in milliseconds (12 hours: one long shift). */
export const sessionLifetimeMs = 12 * 60 * 60 * 1000;

/** A session that nobody used for so long is over, in milliseconds (NIST SP 800-63B-4, section 2.2.3: an hour). */
const idleLimitMs = 60 * 60 * 1000;

/** A session that is in use notes so this often, in milliseconds. */
const seenEveryMs = 60 * 1000;

/** The sessions that count at a moment: neither ended, nor past their time, nor left alone for too long. */
const openAt = (at: string | Placeholder) => {
  const now = sql`${at}::timestamptz`;
  return and(
    isNull(userSession.revokedAt),
    gt(userSession.expiresAt, now),
    gt(userSession.lastSeenAt, sql`${now} - make_interval(secs => ${idleLimitMs / 1000})`),
  );
};

/** The sessions that still count. */
export const openSessions = () => openAt(new Date().toISOString());

/** Where a browser is and what it says it is. */
export type Place = {
  address: string | null;
  userAgent: string | null;
  /** What the browser's own cookie holds. */
  browser?: string | null;
};

export type Viewer = {
  scope: Scope;
  name: string;
  email: string;
  organisationName: string;
  /** The organisation asks for a second factor that this person has not set up: only their account is open. */
  owesSecondFactor: boolean;
};

const readSignedIn = keptQuery((on) =>
  on
    .select({
      userId: userAccount.id,
      name: userAccount.name,
      email: userAccount.email,
      demo: userAccount.demo,
      organisationId: organisation.id,
      organisationName: organisation.name,
      required: organisation.requireSecondFactor,
      secondFactorSince: userAccount.totpConfirmedAt,
      passwordHash: userAccount.passwordHash,
      role: membership.role,
      customerIds: sql<string[]>`(
        select coalesce(json_agg(${membershipCustomer.customerId}), '[]') from ${membershipCustomer}
        where ${membershipCustomer.userId} = ${membership.userId}
          and ${membershipCustomer.organisationId} = ${membership.organisationId})`,
      lastSeenAt: userSession.lastSeenAt,
    })
    .from(userSession)
    .innerJoin(userAccount, eq(userAccount.id, userSession.userId))
    .innerJoin(organisation, eq(organisation.id, userSession.organisationId))
    .innerJoin(
      membership,
      and(
        eq(membership.userId, userSession.userId),
        eq(membership.organisationId, userSession.organisationId),
      ),
    )
    .where(
      and(
        eq(userSession.id, sql.placeholder("sessionId")),
        openAt(sql.placeholder("now")),
        isNull(userAccount.disabledAt),
        isNull(membership.disabledAt),
      ),
    ),
);

/**
 * The signed-in person behind a session id, read anew at each request; null when it no longer counts.
 * A request that is not `attended`, which a page left open makes by itself, keeps no session alive.
 */
export async function readViewer(
  sessionId: string,
  { attended = true } = {},
): Promise<Viewer | null> {
  const [row] = await readSignedIn({ sessionId, now: new Date().toISOString() });
  if (!row || (row.demo && !env().DEMO_MODE)) return null;
  const now = Date.now();
  if (attended && row.lastSeenAt.getTime() < now - seenEveryMs)
    await db()
      .update(userSession)
      .set({ lastSeenAt: new Date(now) })
      .where(
        and(eq(userSession.id, sessionId), lt(userSession.lastSeenAt, new Date(now - seenEveryMs))),
      );
  return {
    scope: {
      userId: row.userId,
      sessionId,
      organisationId: row.organisationId,
      role: row.role,
      customerIds: row.role === "admin" ? [] : row.customerIds,
    },
    name: row.name,
    email: row.email,
    organisationName: row.organisationName,
    // Who has no password signs in by the provider, which asks for what it sees fit.
    owesSecondFactor:
      row.required && row.secondFactorSince === null && row.passwordHash !== noPassword,
  };
}

/**
 * Opens a session for a person in the organisation where they were last, and has them told what was
 * unusual about it; null where they may be in none.
 */
export async function openSession(userId: string, place: Place | null): Promise<string | null> {
  const [home] = await db()
    .select({ organisationId: membership.organisationId })
    .from(membership)
    .leftJoin(
      userSession,
      and(
        eq(userSession.userId, membership.userId),
        eq(userSession.organisationId, membership.organisationId),
      ),
    )
    .where(and(eq(membership.userId, userId), isNull(membership.disabledAt)))
    .orderBy(sql`${userSession.lastSeenAt} desc nulls last`, membership.organisationId)
    .limit(1);
  if (!home) return null;
  if (place) await noticeSignIn(userId, home.organisationId, place);
  const [opened] = await db()
    .insert(userSession)
    .values({
      userId,
      organisationId: home.organisationId,
      userAgent: place?.userAgent?.slice(0, 300) ?? null,
      address: place?.address ?? null,
      browserHash: place?.browser ? sha256(place.browser) : null,
      expiresAt: new Date(Date.now() + sessionLifetimeMs),
    })
    .returning({ id: userSession.id });
  log.info("signed in", { userId, organisationId: home.organisationId });
  return opened?.id ?? null;
}

/** Ends a session at once, wherever its cookie still is. */
export async function closeSession(sessionId: string): Promise<void> {
  await db()
    .update(userSession)
    .set({ revokedAt: new Date() })
    .where(and(eq(userSession.id, sessionId), isNull(userSession.revokedAt)));
}

/** Ends all sessions of a person but the one that is kept. @returns how many were open. */
export async function closeSessionsOf(
  tx: Queryable,
  userId: string,
  kept: string | null,
): Promise<number> {
  const ended = await tx
    .update(userSession)
    .set({ revokedAt: new Date() })
    .where(
      and(
        eq(userSession.userId, userId),
        isNull(userSession.revokedAt),
        kept ? ne(userSession.id, kept) : undefined,
      ),
    )
    .returning({ id: userSession.id });
  return ended.length;
}
