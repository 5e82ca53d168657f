import { AsyncLocalStorage } from "node:async_hooks";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { eq, sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { organisation } from "@/db/schema/organisation";
import { membership, membershipCustomer, userSession } from "@/db/schema/people";
import { everyPage } from "@/scripts/pages/every-page";
import { watchStatements } from "@/scripts/testing/watch-statements";
import { closeWeeks, restMs } from "@/server/billing/close";
import { recentWeeks } from "@/server/billing/weeks";
import { env } from "@/server/env";
import { readQuota } from "@/server/integrations/etsy-quota";
import { makeTenant, one } from "@/server/integrations/fixtures";
import { makeHeld } from "@/server/orders/held-fixtures";

/** What a page may ask of the database, its session and its frame included. */
const most = 6;

/** What React and Next give to the pages of one request. */
const request = vi.hoisted(() => ({
  storage: undefined as AsyncLocalStorage<Map<unknown, unknown>> | undefined,
  cookie: "",
}));
request.storage = new AsyncLocalStorage();

vi.mock("react", async (original) => ({
  ...(await original<typeof import("react")>()),
  cache: (work: () => unknown) => () => {
    const known = request.storage?.getStore();
    if (!known) return work();
    if (!known.has(work)) known.set(work, work());
    return known.get(work);
  },
}));
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ get: () => ({ value: request.cookie }) }),
}));

type Props = { params: Promise<object>; searchParams: Promise<object>; children?: null };
type Route = {
  default: (props: Props) => unknown;
  generateMetadata?: (props: Props) => unknown;
};

const root = fileURLToPath(new URL(".", import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)page\.tsx$/.test(file))
  .sort();
const routeOf = (file: string) =>
  `/${file
    .split("/")
    .slice(0, -1)
    .filter((part) => !part.startsWith("("))
    .join("/")}`;
const modules = new Map<string, Route[]>();
let texts: string[];
let pages: ReturnType<typeof everyPage>;
const sessions: Record<string, string> = {};

/** Whether Next leads elsewhere, or says that there is nothing, instead of the page. */
const isDigest = (error: unknown): boolean =>
  error instanceof Error && "digest" in error && /^NEXT_/.test(String(error.digest));

/** Everything that stands around and on a page, at once as Next does it. */
async function visit(route: string, path: string): Promise<string[]> {
  const { pathname, searchParams } = new URL(path, "http://console.test");
  const parts = pathname.split("/");
  const params = Object.fromEntries(
    route.split("/").flatMap((part, place) => {
      const name = /^\[(.+)\]$/.exec(part)?.[1];
      return name ? [[name, parts[place]]] : [];
    }),
  );
  const props: Props = {
    params: Promise.resolve(params),
    searchParams: Promise.resolve(Object.fromEntries(searchParams)),
    children: null,
  };
  texts.length = 0;
  await request.storage?.run(new Map(), () =>
    Promise.all(
      (modules.get(route) ?? [])
        .flatMap((one) => [one.generateMetadata, one.default])
        .map(async (render) => {
          try {
            await render?.(props);
          } catch (error) {
            if (!isDigest(error)) throw error;
          }
        }),
    ),
  );
  // What was under way when the page was refused counts too.
  await new Promise((resume) => setTimeout(resume, 20));
  return [...texts];
}

beforeAll(async () => {
  for (const file of files) {
    const around = file.startsWith("(console)/") ? ["(console)/layout.tsx"] : [];
    const found = [...around, file].map((name) => import(/* @vite-ignore */ join(root, name)));
    modules.set(routeOf(file), (await Promise.all(found)) as Route[]);
  }
  const tenant = await makeTenant();
  const { organisationId, own } = tenant;
  const integrationId = await tenant.active();
  const [link] = await makeHeld(tenant, integrationId, {
    reason: "sku_unknown",
    skus: ["A", "B"],
    count: 30,
  });
  await makeHeld(tenant, integrationId, { reason: "order_rejected", count: 3 });
  await db()
    .update(integration)
    .set({ activatedAt: sql`now() - interval '40 days'` })
    .where(eq(integration.id, integrationId));
  await closeWeeks(organisationId, new Date(Date.now() + restMs));
  await db()
    .update(organisation)
    .set({ showBilling: true })
    .where(eq(organisation.id, organisationId));
  const draftId = await tenant.draft();
  const [running, closed] = recentWeeks(new Date(), "Australia/Melbourne", 2);
  const subjects = { customerId: own, integrationId, orderLinkId: link?.id ?? "" };
  const routes = [...modules.keys()];
  pages = [
    ...[running, closed].flatMap((week) =>
      everyPage(routes, { ...subjects, monday: week?.monday ?? "" }),
    ),
    ...everyPage(
      routes.filter((route) => route.startsWith("/integrations/[integrationId]")),
      { ...subjects, integrationId: draftId, monday: "" },
    ),
  ];
  const other = await makeTenant();
  const { userId } = tenant.admin;
  await db().insert(membership).values({ userId, organisationId, role: "admin" });
  sessions.admin = tenant.admin.sessionId;
  await db()
    .insert(membership)
    .values({ userId: other.admin.userId, organisationId, role: "customer_user" });
  await db()
    .insert(membershipCustomer)
    .values({ userId: other.admin.userId, organisationId, customerId: own });
  const session = { userId: other.admin.userId, organisationId };
  sessions["customer user"] = one(
    await db()
      .insert(userSession)
      .values({ ...session, expiresAt: new Date(Date.now() + 3_600_000) })
      .returning(),
  ).id;
  // The first look at all makes the row of the Etsy budget.
  await readQuota(integrationId);
  texts = watchStatements();
});

describe.each(["admin", "customer user"])("as %s", (who) => {
  it(`no page asks the database more than ${most} times`, async () => {
    const sid = sessions[who] ?? "";
    request.cookie = await encode({ token: { sid }, secret: env().AUTH_SECRET });
    const over: Record<string, string[]> = {};
    for (const { route, path } of pages) {
      // The worst case: the first page for a while also notes that the session is in use.
      await db()
        .update(userSession)
        .set({ lastSeenAt: new Date(Date.now() - 120_000) })
        .where(eq(userSession.id, sid));
      const asked = await visit(route, path);
      if (route.startsWith("/integrations")) expect(asked.length, path).toBeGreaterThan(1);
      if (asked.length > most) over[path] = asked.map((text) => text.slice(0, 150));
    }
    expect(over).toEqual({});
  });
});

it("a page that asks one statement too many is found", async () => {
  const asks = async () => {
    for (let turn = 0; turn <= most; turn++) await db().execute(sql`select ${turn}::int`);
  };
  modules.set("/planted", [{ default: asks }]);
  expect(await visit("/planted", "/planted")).toHaveLength(most + 1);
});
