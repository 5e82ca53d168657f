import { readdirSync } from "node:fs";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { GET as auditCsv } from "@/app/(console)/audit/csv/route";
import { GET as statementCsv } from "@/app/(console)/billing/[monday]/csv/route";
import { GET as monthCsv } from "@/app/(console)/billing/months/[month]/csv/route";
import { GET as ordersCsv } from "@/app/(console)/integrations/[integrationId]/csv/route";
import { GET as etsyCallback } from "@/app/api/etsy/callback/route";
import { GET as health } from "@/app/api/health/route";
import { GET as metrics } from "@/app/api/metrics/route";
import { POST as reportPolicy } from "@/app/api/policy-reports/route";
import { GET as ask, POST as change } from "@/app/api/trpc/[trpc]/route";
import { POST as endMails } from "@/app/api/unsubscribe/route";
import { POST as cartonCloudWebhook } from "@/app/api/webhooks/cartoncloud/[organisationId]/route";
import { POST as etsyWebhook } from "@/app/api/webhooks/etsy/route";
import { db } from "@/db/client";
import { auditEntry } from "@/db/schema/people";
import { inngest } from "@/inngest/client";
import { fromRoot } from "@/scripts/launcher/paths";
import { weekAt } from "@/server/billing/weeks";
import { startConnect } from "@/server/integrations/connect";
import type { Viewer } from "@/server/people/session";
import type { Whose } from "./parties";
import { makeParties, whose } from "./parties";
import { closedMonday } from "./samples";

/** Who asks; server/auth reads it from a cookie. */
let asking: Viewer | null = null;
vi.mock("@/server/auth", () => ({ viewer: async () => asking }));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));

type World = Awaited<ReturnType<typeof makeParties>>;
type Name = keyof World["parties"];
type Answer = { status: number; text: string; to: string | null };

let world: World;
const states: Partial<Record<Whose, string>> = {};

const names = (): Name[] => Object.keys(world.parties) as Name[];
/** This week's Monday in Melbourne, whose statement names the integrations that began now. */
const monday = weekAt(new Date(), "Australia/Melbourne").monday;
const closedMonth = closedMonday.slice(0, 7);
const base = "http://localhost:3000";

/** What a route answers; Next's own ways out (not found, redirect) as the browser sees them. */
async function answerOf(work: () => Promise<Response>): Promise<Answer> {
  try {
    const answer = await work();
    return {
      status: answer.status,
      text: await answer.text(),
      to: answer.headers.get("location"),
    };
  } catch (error) {
    const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
    if (digest.startsWith("NEXT_REDIRECT"))
      return { status: 307, text: "", to: digest.split(";")[2] ?? "" };
    if (digest === "NEXT_HTTP_ERROR_FALLBACK;404") return { status: 404, text: "", to: null };
    throw error;
  }
}

type Ask = (of: Whose) => Promise<Response>;

const webhook = (url: string, headers: Record<string, string>, body: unknown) =>
  new Request(`${base}${url}`, { method: "POST", headers, body: JSON.stringify(body) });

/** How each route is asked for what belongs to one of four; whose it is decides for nobody but its owner. */
const routes: Record<string, Ask | "elsewhere"> = {
  "app/(console)/audit/csv/route.ts": (of) =>
    auditCsv(new Request(`${base}/audit/csv?customerId=${world.ids[of].customerId}`)),
  "app/(console)/billing/[monday]/csv/route.ts": () =>
    statementCsv(new Request(`${base}/billing/${monday}/csv`), {
      params: Promise.resolve({ monday }),
    }),
  "app/(console)/billing/months/[month]/csv/route.ts": () =>
    monthCsv(new Request(`${base}/billing/months/${closedMonth}/csv`), {
      params: Promise.resolve({ month: closedMonth }),
    }),
  "app/(console)/integrations/[integrationId]/csv/route.ts": (of) => {
    const { integrationId } = world.ids[of];
    return ordersCsv(new Request(`${base}/integrations/${integrationId}/csv`), {
      params: Promise.resolve({ integrationId }),
    });
  },
  "app/api/etsy/callback/route.ts": (of) =>
    etsyCallback(
      new NextRequest(`${base}/api/etsy/callback?error=access_denied&state=${states[of]}`),
    ),
  "app/api/trpc/[trpc]/route.ts": (of) => {
    const input = JSON.stringify({ json: { integrationId: world.ids[of].integrationId } });
    return ask(new Request(`${base}/api/trpc/integrations.get?input=${encodeURIComponent(input)}`));
  },
  // A caller of a webhook has a key instead of a session: that of one's own organisation opens no other.
  "app/api/webhooks/cartoncloud/[organisationId]/route.ts": (of) => {
    const { organisationId } = world.ids[of];
    return cartonCloudWebhook(
      webhook(`/api/webhooks/cartoncloud/${organisationId}`, { "api-key": "not-one" }, {}),
      { params: Promise.resolve({ organisationId }) },
    );
  },
  "app/api/webhooks/etsy/route.ts": (of) =>
    etsyWebhook(
      webhook("/api/webhooks/etsy", {}, { receipt_id: 1, shop_id: world.ids[of].integrationId }),
    ),
  // The token says whose mails end; choices.db.test.ts holds that one made up ends none.
  "app/api/unsubscribe/route.ts": (of) =>
    endMails(webhook(`/api/unsubscribe?token=${world.ids[of].userId}`, {}, {})),
  // Anybody may report; it knows no session, and server/policy-reports.db.test.ts says what becomes of it.
  "app/api/policy-reports/route.ts": (of) =>
    reportPolicy(webhook("/api/policy-reports", {}, { id: world.ids[of].integrationId })),
  "app/api/health/route.ts": () => health(new Request(`${base}/api/health?live`)),
  // Its token is the operator's; server/metrics/metrics.db.test.ts asks it with one.
  "app/api/metrics/route.ts": () => metrics(new Request(`${base}/api/metrics`)),
  // H87 asks it without a signature; it knows no session.
  "app/api/inngest/route.ts": "elsewhere",
  // next-auth's own; e2e/sign-in.spec.ts asks it with other people's cookies.
  "app/api/auth/[...nextauth]/route.ts": "elsewhere",
};

/** Whose rows a person's own answer may name. */
const mine = (name: Name): readonly Whose[] => world.parties[name].sees;
const namesOf = (of: Whose) => [
  world.ids[of].integrationId,
  world.ids[of].orderLinkId,
  world.ids[of].userId,
  `${of.toUpperCase()}-SHOP`,
];

beforeAll(async () => {
  vi.spyOn(inngest, "send").mockResolvedValue({ ids: [] });
  world = await makeParties();
  const { parties, ids, home, away } = world;
  const owners = {
    own: "first customer",
    sibling: "second customer",
    foreign: "other admin",
  } as const;
  for (const [of, owner] of Object.entries(owners) as [Whose, Name][]) {
    const { viewer } = parties[owner];
    const there = of === "foreign" ? away : home;
    await db()
      .insert(auditEntry)
      .values({
        organisationId: there.organisationId,
        customerId: ids[of].customerId,
        action: "test.planted",
        subjectType: "integration",
        subjectId: ids[of].integrationId,
        after: `${of.toUpperCase()}-SHOP`,
      });
    if (!viewer) throw new Error(`${owner} is nobody.`);
    const { authorizeUrl } = await startConnect(viewer.scope, ids[of].integrationId);
    states[of] = new URL(authorizeUrl).searchParams.get("state") ?? "";
  }
  states.random = "0".repeat(43);
});
afterAll(() => vi.restoreAllMocks());

describe("H88: own rows only, over every route", () => {
  it("each route file is in this matrix, and each of the matrix is a file", () => {
    const files = readdirSync(fromRoot("app"), { recursive: true })
      .map((file) => `app/${String(file).replaceAll("\\", "/")}`)
      .filter((file) => /\/route\.tsx?$/.test(file));
    expect(files.sort()).toEqual(Object.keys(routes).sort());
  });

  it.each(Object.keys(routes).filter((file) => routes[file] !== "elsewhere"))(
    "%s: what is another's answers as what does not exist, and names nobody's rows but one's own",
    async (file) => {
      const route = routes[file];
      if (!route || route === "elsewhere") throw new Error("Filtered before.");
      for (const name of names()) {
        asking = world.parties[name].viewer;
        const missing = await answerOf(() => route("random"));
        for (const of of whose) {
          const answer = await answerOf(() => route(of));
          const seen = JSON.stringify(answer);
          const hidden = whose.filter((one) => one !== "random" && !mine(name).includes(one));
          const named = hidden.flatMap(namesOf).filter((text) => seen.includes(text));
          expect(named, `${name} asks for ${of}`).toEqual([]);
          expect(answer.status, `${name} asks for ${of}`).toBeLessThan(500);
          if (mine(name).includes(of) || file.includes("/etsy/callback/")) continue;
          expect(answer, `${name} asks for ${of}`).toEqual(missing);
        }
      }
    },
  );

  it("the export of the audit log is for admins, and holds what is theirs", async () => {
    const file = "app/(console)/audit/csv/route.ts";
    const told = async (name: Name, of: Whose) => {
      asking = world.parties[name].viewer;
      return answerOf(() => (routes[file] as Ask)(of));
    };
    expect(await told("anonymous", "own")).toMatchObject({ status: 307 });
    expect(await told("disabled", "own")).toMatchObject({ status: 307 });
    expect(await told("first customer", "own")).toMatchObject({ status: 404 });
    expect((await told("admin", "own")).text).toContain("OWN-SHOP");
    expect((await told("admin", "foreign")).text).not.toContain("SHOP");
    expect((await told("other admin", "foreign")).text).toContain("FOREIGN-SHOP");
  });

  it.each([
    "app/(console)/billing/[monday]/csv/route.ts",
    "app/(console)/billing/months/[month]/csv/route.ts",
  ])("%s names one's own integrations, and is shown to nobody who is signed out", async (file) => {
    const route = routes[file] as Ask;
    const told = async (name: Name) => {
      asking = world.parties[name].viewer;
      return answerOf(() => route("own"));
    };
    expect((await told("anonymous")).status).toBe(307);
    expect((await told("first customer")).text).toContain("OWN-SHOP");
    expect((await told("admin")).text).toContain("SIBLING-SHOP");
  });
});

describe("H89: Etsy's redirect", () => {
  const file = "app/api/etsy/callback/route.ts";
  const back = async (name: Name, of: Whose) => {
    asking = world.parties[name].viewer;
    return answerOf(() => (routes[file] as Ask)(of));
  };
  const outcome = ({ to }: Answer) => new URL(to ?? "", base).searchParams.get("outcome");

  it("with the state of a sibling or of a foreign organisation answers alike, and names no integration", async () => {
    for (const name of ["admin", "anonymous", "disabled"] as const) {
      const [sibling, foreign] = [await back(name, "sibling"), await back(name, "foreign")];
      expect(sibling, name).toEqual(foreign);
      expect(sibling.to).not.toContain("integration=");
    }
  });

  it("H21: while signed out changes nothing, names nothing and says that the browser is another one", async () => {
    const before = await db().execute("select * from connect_request order by id");
    const answer = await back("anonymous", "own");
    expect(answer.status).toBe(303);
    expect(outcome(answer)).toBe("other_session");
    expect(await db().execute("select * from connect_request order by id")).toEqual(before);
  });

  it("H26: strips the code and the state from the address, and sends no referrer", async () => {
    asking = world.parties.admin.viewer;
    const answer = await etsyCallback(
      new NextRequest(`${base}/api/etsy/callback?code=CANARYCODE&state=CANARYSTATE`),
    );
    const all = JSON.stringify([...answer.headers]) + (await answer.text());
    expect(all).not.toContain("CANARY");
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });
});

describe("the door of the procedures", () => {
  it("H90: takes no change from another site, whoever asks, and no query of somebody unknown", async () => {
    const body = JSON.stringify({ json: { integrationId: world.ids.own.integrationId } });
    const given = { method: "POST", body, headers: { "content-type": "application/json" } };
    for (const name of names()) {
      asking = world.parties[name].viewer;
      const foreign = await change(
        new Request(`${base}/api/trpc/integrations.pause`, {
          ...given,
          headers: { ...given.headers, origin: "https://evil.test" },
        }),
      );
      expect(foreign.status, name).toBe(403);
    }
    asking = null;
    const unknown = await (routes["app/api/trpc/[trpc]/route.ts"] as Ask)("own");
    expect(unknown.status).toBe(401);
  });
});
