import type { RouterOutputs } from "@/server/trpc/types";

type Instance = RouterOutputs["integrations"]["customer"]["instances"][number];

const troubled = new Set<Instance["health"]["state"]>([
  "Delayed",
  "Needs attention",
  "Reconnect required",
]);
/** How urgently a state asks for a person, the most urgent first. */
const urgency: Instance["health"]["state"][] = [
  "Reconnect required",
  "Needs attention",
  "Delayed",
  "Draft",
  "Paused",
];
const place = ({ health }: Instance): number => {
  const at = urgency.indexOf(health.state);
  return at < 0 ? urgency.length : at;
};
const pulled = ({ lastPullSucceededAt }: Instance): number => lastPullSucceededAt?.getTime() ?? 0;

/** Which instances a list shows, by the name in the address and the words for people. */
export const instanceFilters = {
  trouble: { label: "With problems", fits: ({ health }: Instance) => troubled.has(health.state) },
  active: { label: "Active", fits: ({ status }: Instance) => status === "active" },
  paused: { label: "Paused", fits: ({ status }: Instance) => status === "paused" },
  draft: { label: "Drafts", fits: ({ status }: Instance) => status === "draft" },
} as const;

/** In which order; the oldest first where the address says nothing. */
export const instanceOrders = {
  name: {
    label: "Name",
    compare: (a: Instance, b: Instance) => a.name.localeCompare(b.name, "en"),
  },
  health: { label: "Problems first", compare: (a: Instance, b: Instance) => place(a) - place(b) },
  pull: { label: "Last pull", compare: (a: Instance, b: Instance) => pulled(b) - pulled(a) },
  orders: {
    label: "Orders of 24 hours",
    compare: (a: Instance, b: Instance) => b.lastDay - a.lastDay,
  },
} as const;

const known = <Table extends object>(table: Table, name: string): name is keyof Table & string =>
  Object.hasOwn(table, name);

/** The instances that fit, in the order asked for; equal ones stay as they were. */
export function arrangeInstances(
  instances: readonly Instance[],
  asked: { text: string; show: string; sort: string },
): Instance[] {
  const wanted = asked.text.trim().toLowerCase();
  const fits = known(instanceFilters, asked.show) ? instanceFilters[asked.show].fits : () => true;
  const found = instances.filter(
    (one) => `${one.name} ${one.shopName ?? ""}`.toLowerCase().includes(wanted) && fits(one),
  );
  return known(instanceOrders, asked.sort) ? found.sort(instanceOrders[asked.sort].compare) : found;
}
