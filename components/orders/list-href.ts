import type { LinkState } from "@/server/orders/words";

export type OrderListPage = {
  integrationId: string;
  state: LinkState | undefined;
  reason: string | undefined;
  /** The beginning of a receipt number. */
  receipt: string | undefined;
  before: string | undefined;
};

function queryOf(filter: Partial<OrderListPage>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** The address of a list of orders: the filter can be kept and shared. */
export const listHref = ({ integrationId, ...filter }: Partial<OrderListPage>): string =>
  `/integrations/${integrationId}${queryOf(filter)}#orders`;

/** The address of the file with all orders of a list, from its first page to its last. */
export const csvHref = ({ integrationId, state, reason, receipt }: OrderListPage): string =>
  `/integrations/${integrationId}/csv${queryOf({ state, reason, receipt })}`;
