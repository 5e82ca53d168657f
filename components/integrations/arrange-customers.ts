import type { RouterOutputs } from "@/server/trpc/types";

type Customer = RouterOutputs["integrations"]["home"]["customers"][number];

/** Which customers a list shows, by the name in the address and the words for people. */
export const customerFilters = {
  live: { label: "With a live integration", fits: ({ active }: Customer) => active > 0 },
  reconnect: {
    label: "With a shop to reconnect",
    fits: ({ reconnect }: Customer) => reconnect > 0,
  },
  drafts: { label: "With a draft", fits: ({ drafts }: Customer) => drafts > 0 },
  none: {
    label: "Without any integration",
    fits: ({ active, drafts, paused, reconnect }: Customer) =>
      active + drafts + paused + reconnect === 0,
  },
} as const;

/** In which order; by name where the address says nothing. */
export const customerOrders = {
  "most-active": { label: "Most active integrations", of: ({ active }: Customer) => -active },
  reconnect: { label: "To reconnect first", of: ({ reconnect }: Customer) => -reconnect },
} as const;

const known = <Table extends object>(table: Table, name: string): name is keyof Table & string =>
  Object.hasOwn(table, name);

/** The customers that fit, in the order asked for; equal ones stay in the order of their names. */
export function arrangeCustomers(
  customers: readonly Customer[],
  asked: { text: string; show: string; sort: string },
): Customer[] {
  const wanted = asked.text.trim().toLowerCase();
  const fits = known(customerFilters, asked.show) ? customerFilters[asked.show].fits : () => true;
  const found = customers.filter((one) => one.name.toLowerCase().includes(wanted) && fits(one));
  if (!known(customerOrders, asked.sort)) return found;
  const { of } = customerOrders[asked.sort];
  return found.sort((a, b) => of(a) - of(b));
}
