import type { LinkState } from "@/server/orders/words";

export type OrderListPage = {
  integrationId: string;
  state: LinkState | undefined;
  reason: string | undefined;
  /** The beginning of a receipt number. */
  receipt: string | undefined;
  before: string | undefined;
};

/** The address of a list of orders: the filter can be kept and shared. */
export function listHref({ integrationId, ...filter }: Partial<OrderListPage>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  const text = query.toString();
  return `/integrations/${integrationId}${text ? `?${text}` : ""}#orders`;
}
