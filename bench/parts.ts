import type { Part } from "./part";

const usual = { group: "usual", pairs: 5 };

/** Everything that the bench measures, in the order in which it does. */
export const parts: readonly Part[] = [
  {
    ...usual,
    name: "idle",
    group: "alone",
    pairs: 1,
    about: "calls a day for a shop that sells nothing",
    load: () => import("./parts/idle"),
  },
  {
    ...usual,
    name: "import",
    about: "an import against a bare loop, and the calls of it",
    load: () => import("./parts/import"),
  },
  {
    ...usual,
    name: "shops",
    about: "many small shops against few big ones",
    load: () => import("./parts/shops"),
  },
  {
    ...usual,
    name: "dispatches",
    about: "from a dispatch until Etsy is told",
    load: () => import("./parts/dispatches"),
  },
  {
    ...usual,
    name: "webhook",
    about: "from a payment that Etsy's webhook tells until there is an order",
    load: () => import("./parts/webhook"),
  },
  {
    ...usual,
    name: "neighbour",
    about: "small shops beside one with a long list, against the same alone",
    load: () => import("./parts/neighbour"),
  },
  {
    ...usual,
    name: "crypto",
    about: "opening tokens against the jobs that need them",
    load: () => import("./parts/crypto"),
  },
  {
    ...usual,
    name: "api",
    about: "the list of orders by tRPC against its SQL by the driver",
    load: () => import("./parts/api"),
  },
  {
    ...usual,
    name: "ssr",
    about: "the page of an integration against a page without data",
    load: () => import("./parts/ssr"),
  },
  {
    ...usual,
    name: "recovery",
    pairs: 3,
    about: "an import in which the console is killed, against one without",
    load: () => import("./parts/recovery"),
  },
  {
    ...usual,
    name: "chaos",
    pairs: 1,
    about: "an import with 5 % faults against one without",
    load: () => import("./parts/chaos"),
  },
  {
    ...usual,
    name: "limited",
    pairs: 1,
    about: "orders within CartonCloud's limit against what it allows",
    load: () => import("./parts/limited"),
  },
  {
    ...usual,
    name: "statements",
    pairs: 1,
    about: "SQL statements of an import and of page views",
    load: () => import("./parts/statements"),
  },
  {
    name: "memory",
    group: "memory",
    pairs: 1,
    about: "the console's memory after many receipts against after few",
    load: () => import("./parts/memory"),
  },
  {
    name: "growth",
    group: "alone",
    pairs: 40,
    about: "pulls, lists and searches over 1,000,000 order links against 10,000",
    load: () => import("./parts/growth"),
  },
  {
    name: "freshness",
    group: "polling",
    environment: (small) => ({ PULL_INTERVAL_SECONDS: small ? "60" : "300" }),
    pairs: 1,
    about: "from a payment until there is an order, without the webhook, against the interval",
    load: () => import("./parts/freshness"),
  },
];
