type Planted = { what: string; path: string; content: string };

const restricted = "style/noRestrictedImports";
const use = (from: string) => `import { thing } from "${from}";\n\nexport const used = thing;\n`;
const imports = (who: string, path: string, from: string, rule = restricted) => ({
  what: `${who} that imports ${from}`,
  path,
  content: use(from),
  rule,
});

/** One fault per wall, each in a file of its own, with the rule that must complain. */
export const faults: (Planted & { rule: string })[] = [
  imports("a page", "app/one.ts", "@/db/client"),
  imports("a page", "app/two.ts", "@/server/etsy/client"),
  imports("a page", "app/three.ts", "@/inngest/client"),
  imports("a page", "app/four.ts", "@/sandbox/demo"),
  imports("a page", "app/five.ts", "drizzle-orm"),
  imports("the route of the functions", "app/api/inngest/route.ts", "@/db/client"),
  imports("a component", "components/one.ts", "@/server/billing/service"),
  imports("a component", "components/two.ts", "@/db/client"),
  imports("a component", "components/three.ts", "@/inngest/events"),
  imports("a component", "components/four.ts", "@/app/sign-in/actions"),
  imports("a component", "components/five.ts", "@/server/trpc/root"),
  imports("a file of the server", "server/one.ts", "@/components/trpc"),
  imports("a file of the server", "server/two.ts", "@/inngest/pull-receipts"),
  imports("a service", "server/shops/service.ts", "@/server/orders/router"),
  imports("a service", "server/shops/verb.ts", "next/headers"),
  imports("a service", "server/shops/other.ts", "@/inngest/pull-receipts"),
  imports("a service", "server/shops/third.ts", "@/scripts/launcher"),
  imports("a router", "server/shops/router.ts", "@/db/client"),
  imports("a router", "server/parcels/router.ts", "drizzle-orm"),
  imports("a router", "server/carriers/router.ts", "@/server/etsy/client"),
  imports("a router", "server/labels/router.ts", "@/inngest/client"),
  imports("a schema", "server/shops/schema.ts", "@/server/env"),
  imports("a schema", "server/parcels/schema.ts", "./service"),
  imports("a schema", "server/carriers/schema.ts", "node:crypto"),
  imports("a pure mapping", "server/shops/map-shop.ts", "@/db/client"),
  imports("a pure price", "server/shops/price-shop.ts", "@/server/env"),
  imports("a pure mapping", "server/shops/map-file.ts", "node:fs"),
  imports("the client of Etsy", "server/etsy/one.ts", "@/db/client"),
  imports("the client of Etsy", "server/etsy/two.ts", "@/server/env"),
  imports("the client of CartonCloud", "server/cartoncloud/one.ts", "@/server/orders/schema"),
  imports("a function", "inngest/one.ts", "@/db/client"),
  imports("a function", "inngest/two.ts", "@/server/cartoncloud/client"),
  imports("a function", "inngest/three.ts", "@/components/ui/button"),
  imports("the database", "db/one.ts", "@/server/orders/schema"),
  imports("a table", "db/schema/one.ts", "server-only"),
  imports("a stand-in", "sandbox/one.ts", "@/server/errors"),
  imports("any file", "scripts/one.ts", "../db/client"),
  {
    what: "an import that waits inside a function",
    path: "components/later.ts",
    content: 'export const load = () => import("@/db/client");\n',
    rule: restricted,
  },
  {
    what: "a type imported inline, which keeps the module in the bundle",
    path: "components/inline-type.ts",
    content:
      'import { type Input, parse } from "@/server/orders/schema";\n\nexport const read = (input: Input) => parse(input);\n',
    rule: "style/useImportType",
  },
  {
    what: "a reader of the environment other than server/env",
    path: "server/reads-env.ts",
    content: "export const secret = process.env.AUTH_SECRET;\n",
    rule: "style/noProcessEnv",
  },
  {
    what: "console.log in the product",
    path: "server/talks.ts",
    content: 'export const talk = () => console.log("hello");\n',
    rule: "suspicious/noConsole",
  },
  {
    what: "a circle of imports",
    path: "server/shops/circle-a.ts",
    content: 'import { b } from "./circle-b";\n\nexport const a = (): number => b();\n',
    rule: "suspicious/noImportCycles",
  },
  {
    what: "the other half of that circle",
    path: "server/shops/circle-b.ts",
    content: 'import { a } from "./circle-a";\n\nexport const b = (): number => a();\n',
    rule: "suspicious/noImportCycles",
  },
  {
    what: "a file that only hands on another",
    path: "server/shops/barrel.ts",
    content: 'export { a } from "./circle-a";\n',
    rule: "performance/noBarrelFile",
  },
  {
    what: "a file that hands on all of another",
    path: "server/shops/all.ts",
    content: 'export * from "./circle-a";\n',
    rule: "performance/noReExportAll",
  },
  {
    what: "a file name that is not in kebab case",
    path: "components/CamelCase.ts",
    content: "export const one = 1;\n",
    rule: "style/useFilenamingConvention",
  },
  {
    what: "a file of more than 300 lines",
    path: "server/long.ts",
    content: Array.from({ length: 301 }, (_, line) => `export const l${line} = ${line};\n`).join(
      "",
    ),
    rule: "style/noExcessiveLinesPerFile",
  },
  {
    what: "any",
    path: "server/any.ts",
    content: "export const anything: any = 1;\n",
    rule: "suspicious/noExplicitAny",
  },
  {
    what: "an assertion that something is not null",
    path: "server/bang.ts",
    content: "export const first = (list: number[]) => list[0]!.toFixed();\n",
    rule: "style/noNonNullAssertion",
  },
];

/** What the walls must let through: one file per door. */
export const innocents: Planted[] = [
  imports("a page", "app/door.ts", "@/server/trpc/server"),
  imports("the route of the functions", "app/api/inngest/door.ts", "@/inngest/index"),
  imports("a component", "components/door.ts", "@/server/billing/schema"),
  imports("a component", "components/types.ts", "@/server/trpc/types"),
  imports("a service", "server/shops/door.ts", "@/inngest/client"),
  imports("a service", "server/shops/reads.ts", "@/db/client"),
  imports("a schema", "server/labels/schema.ts", "@/server/orders/schema"),
  imports("a pure mapping", "server/shops/map-door.ts", "@/server/etsy/wire"),
  imports("the client of Etsy", "server/etsy/door.ts", "@/server/errors"),
  imports("a function", "inngest/door.ts", "@/server/orders/pull-page"),
  imports("the connection", "db/door.ts", "@/server/env"),
  imports("a stand-in", "sandbox/door.ts", "@/sandbox/demo"),
  {
    what: "the one reader of the environment",
    path: "server/env.ts",
    content: "export const all = process.env;\n",
  },
];
