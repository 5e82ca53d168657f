import type { Context, Hono } from "hono";
import { html } from "hono/html";
import { changeCustomer, changeProduct } from "@/sandbox/cartoncloud/control/stock-owners";
import {
  changeTracking,
  dispatchOrder,
  FloorRefusal,
  reprocessOrder,
} from "@/sandbox/cartoncloud/orders/actions";
import {
  deleteOrder,
  packOrder,
  rejectOrder,
  startPacking,
  stockArrived,
} from "@/sandbox/cartoncloud/orders/steps";
import { importSettings } from "@/sandbox/cartoncloud/world/records";
import type { World } from "@/sandbox/cartoncloud/world/world";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { customersPage, readCustomer } from "./customers-page";
import { floorPage } from "./layout";
import { orderPage } from "./order-page";
import { ordersPage } from "./orders-page";
import { readParcels } from "./parcel-fields";
import { productsPage } from "./products-page";

const done: Record<string, string> = {
  "start-packing": "Packing has started.",
  pack: "The order is packed.",
  dispatch: "The order is dispatched.",
  tracking: "The tracking is saved.",
  reject: "The order is rejected.",
  reprocess: "The order was imported again.",
  "stock-arrived": "The order awaits pick and pack.",
  delete: "The order is deleted.",
  saved: "Saved.",
};

/** The pages of the warehouse floor and what their buttons do. */
export function floorPages(app: Hono<SandboxEnv>, world: World): void {
  const noticeOf = (c: Context) => done[c.req.query("done") ?? ""];
  app.get("/", (c) => c.html(ordersPage(world, { notice: noticeOf(c) })));
  app.get("/products", (c) => c.html(productsPage(world, { notice: noticeOf(c) })));
  app.get("/customers", (c) => c.html(customersPage(world, { notice: noticeOf(c) })));

  const show = (c: Context, problem?: string) => {
    const order = world.get("orders", c.req.param("id") ?? "");
    if (!order || order.deleted)
      return c.html(
        floorPage({ title: "No such order", body: html`<p><a href="/">All sale orders</a></p>` }),
        404,
      );
    const wanted = Number(c.req.query("parcels") ?? 1);
    const parcels = Number.isInteger(wanted) && wanted >= 1 && wanted <= 20 ? wanted : 1;
    const notice = problem ? undefined : noticeOf(c);
    return c.html(orderPage(world, order, { notice, problem, parcels }), problem ? 409 : 200);
  };
  app.get("/orders/:id", (c) => show(c));

  const actions: Record<string, (id: string, form: Record<string, unknown>) => unknown> = {
    "start-packing": (id) => startPacking(world, id),
    pack: (id) => packOrder(world, id),
    dispatch: (id, form) => dispatchOrder(world, id, readParcels(form)),
    tracking: (id, form) =>
      changeTracking(
        world,
        id,
        readParcels(form).filter((one) => one.consignmentId || one.carrier || one.tracking),
      ),
    reject: (id, form) => rejectOrder(world, id, String(form.reason || "Rejected by the floor")),
    reprocess: (id) => reprocessOrder(world, id),
    "stock-arrived": (id) => stockArrived(world, id),
    delete: (id) => deleteOrder(world, id),
  };
  for (const [action, run] of Object.entries(actions))
    app.post(`/orders/:id/${action}`, async (c) => {
      const id = c.req.param("id") ?? "";
      const form = await c.req.parseBody();
      const back = action === "delete" ? "/" : `/orders/${id}`;
      return attempt(
        c,
        () => run(id, form),
        `${back}?done=${action}`,
        (text) => show(c, text),
      );
    });

  const refusedProducts = (c: Context) => (problem: string) =>
    c.html(productsPage(world, { problem }), 409);
  app.post("/products", async (c) => {
    const form = await c.req.parseBody();
    const text = (name: string) => String(form[name] ?? "").trim();
    const name = text("name") || undefined;
    const add = () => {
      if (!text("code")) throw new FloorRefusal("Type a product code.");
      changeProduct(world, { customerId: text("customerId"), code: text("code"), name });
    };
    return attempt(c, add, "/products?done=saved", refusedProducts(c));
  });
  for (const [verb, active] of [
    ["retire", false],
    ["restore", true],
  ] as const)
    app.post(`/products/:id/${verb}`, (c) => {
      const change = () => {
        const product = world.get("products", c.req.param("id"));
        if (!product) throw new FloorRefusal("There is no such product.");
        changeProduct(world, { customerId: product.customerId, code: product.code, active });
      };
      return attempt(c, change, "/products?done=saved", refusedProducts(c));
    });

  app.post("/customers/:id", async (c) => {
    const form = (await c.req.parseBody({ all: true })) as Record<string, string | string[]>;
    const change = () => {
      const known = world.get("customers", c.req.param("id"));
      const { warehouseIds, settings } = readCustomer(form);
      const parsed = importSettings.safeParse(settings);
      if (!known || !parsed.success) throw new FloorRefusal("Choose from the form's own values.");
      const { id, tenantId } = known;
      changeCustomer(world, { id, tenantId, warehouseIds, settings: parsed.data });
    };
    const refused = (problem: string) => c.html(customersPage(world, { problem }), 409);
    return attempt(c, change, "/customers?done=saved", refused);
  });
}

async function attempt(
  c: Context,
  run: () => unknown,
  next: string,
  refused: (problem: string) => Response | Promise<Response>,
): Promise<Response> {
  try {
    run();
    return c.redirect(next, 303);
  } catch (problem) {
    if (problem instanceof FloorRefusal) return refused(problem.message);
    throw problem;
  }
}
