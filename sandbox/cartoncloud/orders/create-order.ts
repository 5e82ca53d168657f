import { randomUUID } from "node:crypto";
import { Problem } from "@/sandbox/cartoncloud/api/problem";
import { save } from "@/sandbox/cartoncloud/world/findable";
import type { ApiClient, Customer, Order, Tenant } from "@/sandbox/cartoncloud/world/records";
import type { World } from "@/sandbox/cartoncloud/world/world";
import { addConsignment } from "./consign";
import { importOrder } from "./import-order";
import type { OrderInput } from "./order-input";

type Sender = { tenant: Tenant; client: ApiClient };

/**
 * Stores a new order: imported, or REJECTED with its causes. Told to the webhook.
 *
 * @throws Problem 422 for an unknown customer or a taken reference; 403 when the customer's
 * consignments are made at import and the client may not make them.
 */
export function createOrder(world: World, { tenant, client }: Sender, input: OrderInput): Order {
  const customer = findCustomer(world, { tenant, client }, input);
  const taken = duplicateOf(world, customer, input.references.customer);
  if (taken)
    throw new Problem(422, [
      {
        field: "/references/customer",
        message: `Reference ${input.references.customer} is taken by another order of ${customer.name}`,
        type: "DUPLICATE",
        details: { duplicateId: taken.id },
      },
    ]);
  const consignsNow = customer.settings.consignments === "import";
  if (consignsNow && !client.roles.includes("TMS Create Jobs"))
    throw new Problem(403, [{ message: "This customer's orders need the role TMS Create Jobs" }]);

  const products = world.all("products").filter((one) => one.customerId === customer.id);
  const imported = importOrder(input, { tenant, customer, products, client });
  const now = world.now().toISOString();
  const order: Order = {
    id: randomUUID(),
    tenantId: tenant.id,
    customerId: customer.id,
    clientId: client.clientId,
    warehouseId: imported.warehouseId,
    number: world.store.count("orders") + 10_001,
    status: imported.status,
    version: 1,
    input,
    lines: imported.lines,
    errors: imported.causes.map((message) => ({ message, isResolved: false })),
    created: now,
    modified: now,
    packed: null,
    dispatched: null,
    deleted: false,
  };
  world.store.batch(() => {
    save(world, "orders", order);
    if (consignsNow && order.status !== "REJECTED") addConsignment(world, order, null);
    world.announce({ event: "order", order });
  });
  return order;
}

/** The first given of id, references.code and name decides alone. */
function findCustomer(world: World, { tenant, client }: Sender, input: OrderInput): Customer {
  const { id, references, name } = input.customer;
  const found = world.all("customers").find((customer) => {
    if (customer.tenantId !== tenant.id) return false;
    if (client.customerIds && !client.customerIds.includes(customer.id)) return false;
    if (id) return customer.id === id.toLowerCase();
    return references?.code ? customer.code === references.code : customer.name === name;
  });
  if (found?.enabled) return found;
  const field = id
    ? "/customer/id"
    : references?.code
      ? "/customer/references/code"
      : "/customer/name";
  throw new Problem(422, [{ field, message: "No such customer" }]);
}

/** The order that keeps a reference taken, by the customer's settings. Sees orders that search does not yet. */
function duplicateOf(world: World, customer: Customer, reference: string): Order | undefined {
  if (!customer.settings.uniqueReferences) return undefined;
  return world
    .all("orders")
    .find(
      (order) =>
        !order.deleted &&
        order.customerId === customer.id &&
        order.input.references.customer === reference &&
        (order.status !== "REJECTED" || customer.settings.rejectedKeepsReference),
    );
}
