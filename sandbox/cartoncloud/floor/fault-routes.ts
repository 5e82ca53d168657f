import type { Context, Hono } from "hono";
import type { FaultChoices } from "@/sandbox/kernel/fault-form";
import { commonFaults, faultSection, noFault, readFault } from "@/sandbox/kernel/fault-form";
import type { Fault, Faults } from "@/sandbox/kernel/faults";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { floorPage } from "./layout";

const status = (code: number, message: string, headers?: Record<string, string>): Fault => ({
  kind: "status",
  status: code,
  ...(headers ? { headers } : {}),
  body: [{ message }],
});
const orders = "/tenants/{tenantId}/outbound-orders";

const choices: FaultChoices = {
  action: "/faults",
  routes: [
    { value: "*", label: "Any request" },
    { value: `POST ${orders}`, label: "Create an order" },
    { value: `POST ${orders}/search`, label: "Search orders" },
    { value: `GET ${orders}/{id}`, label: "Read an order" },
    { value: "POST /tenants/{tenantId}/consignments/search", label: "Search consignments" },
    { value: "POST /uaa/oauth/token", label: "Get a token" },
  ],
  kinds: [
    { value: "500", label: "500 Server error", fault: status(500, "Server error") },
    {
      value: "429",
      label: "429 with Retry-After 5",
      fault: status(429, "Rate limiting has been applied", { "retry-after": "5" }),
    },
    { value: "401", label: "401 Unauthorized", fault: status(401, "Unauthorized") },
    { value: "404", label: "404 Not found", fault: status(404, "Not found") },
    ...commonFaults,
  ],
};

/** The page on which people let requests to the API go wrong: an answer that is lost, an outage. */
export function faultRoutes(app: Hono<SandboxEnv>, faults: Faults): void {
  const show = (c: Context, told: { notice?: string | undefined; problem?: string }) => {
    const { notice, problem } = told;
    const body = faultSection(faults, choices);
    const page = floorPage({
      title: "Faults",
      ...(notice ? { notice } : {}),
      ...(problem ? { problem } : {}),
      body,
    });
    return c.html(page, problem ? 409 : 200);
  };
  app.get("/faults", (c) => show(c, { notice: c.req.query("done") }));
  app.post("/faults", async (c) => {
    const rule = readFault(new URLSearchParams(await c.req.text()), choices);
    if (!rule) return show(c, { problem: noFault });
    faults.add(rule);
    return c.redirect("/faults?done=Fault+added.", 303);
  });
  app.post("/faults/clear", (c) => {
    faults.remove();
    return c.redirect("/faults?done=Faults+removed.", 303);
  });
}
