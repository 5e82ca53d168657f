import type { Exchange, Snapshot } from "@/scripts/chaos/snapshot-shape";

/** I7: every request carries the shop's own token and customer, every row its own tenant, every act a member. */
export function tenantsApart(snapshot: Snapshot): string[] {
  return [
    ...foreignTokens(snapshot),
    ...foreignTenants(snapshot),
    ...foreignOrders(snapshot),
    ...foreignRows(snapshot),
    ...snapshot.acts
      .filter(({ member }) => !member)
      .map(({ kind, receiptId }) => `I7: a stranger did "${kind}" to receipt ${receiptId}.`),
  ];
}

function foreignTokens({ etsy, shopOwners }: Snapshot): string[] {
  return etsy.flatMap(({ route, path, headers }) => {
    const [, shop] = /\/shops\/(\d+)/.exec(path) ?? [];
    const [, user] = /^Bearer (\d+)\./i.exec(headers.authorization ?? "") ?? [];
    if (!shop || !user) return [];
    return shopOwners[Number(shop)] === Number(user)
      ? []
      : [`I7: ${route} for shop ${shop} carried the token of user ${user}.`];
  });
}

function foreignTenants({ cartonCloud, clientTenants }: Snapshot): string[] {
  const clientOf = new Map<string, string>();
  return cartonCloud.flatMap(({ route, path, headers, response }) => {
    if (route.endsWith("/oauth/token")) {
      const { access_token } = (response ?? {}) as { access_token?: string };
      const basic = headers.authorization?.replace(/^basic /i, "") ?? "";
      const [client] = Buffer.from(basic, "base64").toString("utf8").split(":");
      if (access_token && client) clientOf.set(access_token, client);
      return [];
    }
    const [, tenant] = /\/tenants\/([0-9a-f-]+)/.exec(path) ?? [];
    const client = clientOf.get(headers.authorization?.replace(/^bearer /i, "") ?? "");
    if (!tenant || !client || clientTenants[client] === tenant) return [];
    return [`I7: ${route} for tenant ${tenant} carried the token of ${client}.`];
  });
}

function customerOf({ body }: Exchange): { reference: string; customerId: string } | null {
  const sent = body as { references?: { customer?: string }; customer?: { id?: string } } | null;
  const reference = sent?.references?.customer;
  const customerId = sent?.customer?.id;
  return reference && customerId ? { reference, customerId } : null;
}

function foreignOrders({ cartonCloud, receipts, integrations }: Snapshot): string[] {
  return cartonCloud.flatMap((exchange) => {
    const sent = exchange.route.endsWith("/outbound-orders") ? customerOf(exchange) : null;
    if (!sent) return [];
    const receipt = receipts.find(({ id }) => String(id) === sent.reference);
    const own = integrations.some(
      (one) => one.etsyShopId === receipt?.shopId && one.cartonCloudCustomerId === sent.customerId,
    );
    return own
      ? []
      : [`I7: an order for receipt ${sent.reference} was sent to a foreign customer.`];
  });
}

function foreignRows({ links, integrations, receipts }: Snapshot): string[] {
  return links.flatMap((link) => {
    const owner = integrations.find(({ id }) => id === link.integrationId);
    const receipt = receipts.find(({ id }) => String(id) === link.receiptId);
    const fits =
      owner?.organisationId === link.organisationId && owner.customerId === link.customerId;
    if (!fits) return [`I7: the link of receipt ${link.receiptId} is not of its integration.`];
    return receipt && receipt.shopId !== owner.etsyShopId
      ? [`I7: receipt ${link.receiptId} is stored for another shop.`]
      : [];
  });
}
