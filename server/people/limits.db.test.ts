import { beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { attemptCount } from "@/db/schema/sign-in";
import { createCallerFactory } from "@/server/trpc/init";
import { appRouter } from "@/server/trpc/root";
import type { Tenant } from "./fixtures";
import { freshEmail, here, makeUser, openTenant } from "./fixtures";
import { limitPerson } from "./limits";
import type { Viewer } from "./session";
import { openSession, readViewer } from "./session";

let asking: Viewer | null = null;
vi.mock("@/server/auth", () => ({ viewer: async () => asking }));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));

const call = createCallerFactory(appRouter);
let tenant: Tenant;
beforeEach(async () => {
  await db().delete(attemptCount);
  tenant = await openTenant();
  asking = await readViewer(tenant.scope.sessionId);
});
const times = async (count: number, what: Parameters<typeof limitPerson>[1]) => {
  for (let turn = 0; turn < count; turn++) await limitPerson(tenant.scope, what);
};
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    ({ code, message }) => `${code}: ${message}`,
  );

describe("H108: what one person asks again and again", () => {
  it("no change is taken after three hundred within five minutes, queries still are, nor is a colleague kept out", async () => {
    await times(299, "change");
    const change = () =>
      codeOf(
        call({ viewer: asking }).people.revokeInvitation({ invitationId: crypto.randomUUID() }),
      );
    expect(await change()).toMatch(/^NOT_FOUND/);
    expect(await change()).toMatch(
      /^TOO_MANY_REQUESTS: You asked for this very often within five minutes\. Try again in \d+ minutes?\.$/,
    );
    expect(await codeOf(call({ viewer: asking }).people.list())).toBe("done");
    const other = await makeUser(freshEmail(), tenant.scope.organisationId, []);
    asking = await readViewer((await openSession(other, here)) ?? "");
    expect(await change()).toMatch(/^NOT_FOUND/);
  });

  it("what asks Etsy or CartonCloud is refused after forty, before either is asked", async () => {
    await times(40, "outside");
    const api = call({ viewer: asking });
    const integrationId = crypto.randomUUID();
    for (const work of [
      () => api.organisation.testCartonCloud(),
      () => api.orders.previewNextPull({ integrationId }),
    ])
      expect(await codeOf(work())).toMatch(/^TOO_MANY_REQUESTS/);
    expect(await codeOf(api.people.revokeInvitation({ invitationId: integrationId }))).toMatch(
      /^NOT_FOUND/,
    );
  });

  it("files are refused after forty, with 429 and the wait", async () => {
    const { GET } = await import("@/app/(console)/audit/csv/route");
    const load = async () => {
      const answer = await GET(new Request("http://here.test/audit/csv"));
      return { status: answer.status, text: await answer.text() };
    };
    expect((await load()).status).toBe(200);
    await times(39, "export");
    expect(await load()).toMatchObject({ status: 429, text: expect.stringContaining("Try again") });
  });
});
