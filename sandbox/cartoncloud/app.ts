import { Hono } from "hono";
import { controlRoutes } from "@/sandbox/kernel/control";
import type { Faults } from "@/sandbox/kernel/faults";
import type { Journal } from "@/sandbox/kernel/journal";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { recorder } from "@/sandbox/kernel/recorder";
import type { Settings } from "@/sandbox/kernel/settings";
import { accountRoutes } from "./api/account";
import { consignmentRoutes } from "./api/consignments";
import { customerRoutes } from "./api/customers";
import { orderRoutes } from "./api/orders";
import { answer, Problem } from "./api/problem";
import { productRoutes } from "./api/products";
import { createRateLimit } from "./api/rate-limit";
import { orderControl } from "./control/orders";
import { stockOwnerControl } from "./control/stock-owners";
import { tenantControl } from "./control/tenants";
import { webhookControl } from "./control/webhooks";
import { faultRoutes } from "./floor/fault-routes";
import { newOrderRoute } from "./floor/new-order";
import { floorPages } from "./floor/pages";
import { webhookRoutes } from "./floor/webhook-routes";
import { FloorRefusal } from "./orders/actions";
import type { CartonCloudSettings } from "./settings";
import type { Sender } from "./webhooks/sender";
import { leaveEmpty, seedDemo } from "./world/seed";
import type { World } from "./world/world";

type Parts = {
  world: World;
  settings: Settings<CartonCloudSettings>;
  journal: Journal;
  faults: Faults;
  sender: Sender;
};

/** The whole stand-in as one app: the API of the contract, the floor's pages, the control routes. */
export function cartonCloudApp(parts: Parts): Hono<SandboxEnv> {
  const { world, sender } = parts;
  const app = new Hono<SandboxEnv>();
  app.use(recorder(parts));
  const limit = createRateLimit(world);
  accountRoutes(app, world);
  customerRoutes(app, world);
  productRoutes(app, world);
  orderRoutes(app, world, limit);
  consignmentRoutes(app, world);
  floorPages(app, world);
  webhookRoutes(app, world, parts);
  faultRoutes(app, parts.faults);
  newOrderRoute(app, world);
  const served = [...app.routes];
  const reset = ({ empty }: { empty: boolean }): void => {
    sender.forget();
    world.store.clear();
    limit.forget();
    if (empty) leaveEmpty(world);
    else seedDemo(world);
  };
  app.route("/", controlRoutes({ ...parts, name: "cartoncloud", reset, routes: () => served }));
  orderControl(app, world);
  stockOwnerControl(app, world);
  tenantControl(app, world);
  webhookControl(app, sender);

  for (const path of new Set(served.map((route) => route.path)))
    if (path.startsWith("/tenants/") || path.startsWith("/uaa/"))
      app.all(path, (c) => answer(405, [{ message: `${c.req.method} is not served here` }]));
  app.notFound(() => answer(404, [{ message: "No such path" }]));
  app.onError((problem, c) => {
    if (problem instanceof Problem) return answer(problem.status, problem.items, problem.headers);
    if (problem instanceof FloorRefusal)
      return c.json({ problem: problem.message }, problem.status);
    process.stderr.write(`${problem.stack ?? problem.message}\n`);
    return answer(500, [{ message: "Unexpected failure" }]);
  });
  return app;
}
