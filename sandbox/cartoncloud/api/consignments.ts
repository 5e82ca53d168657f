import type { Hono } from "hono";
import { consignmentAnswer } from "@/sandbox/cartoncloud/orders/answers";
import { consignmentFields } from "@/sandbox/cartoncloud/search/fields";
import { matcher } from "@/sandbox/cartoncloud/search/matcher";
import { searchRequest } from "@/sandbox/cartoncloud/search/search-request";
import { searchableConsignment } from "@/sandbox/cartoncloud/search/searchable";
import { findable } from "@/sandbox/cartoncloud/world/findable";
import type { Role } from "@/sandbox/cartoncloud/world/records";
import type { World } from "@/sandbox/cartoncloud/world/world";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { checkQuery, enterTenant, pathId, sees } from "./caller";
import { pageOf, pagingQuery } from "./paging";
import { prefers } from "./prefer";
import { answer, refusal } from "./problem";
import { readBody } from "./read-body";

const anyOf: Role[] = ["TMS View Jobs", "TMS Create Jobs"];

/** Consignments: search and read. They are made on the warehouse floor. */
export function consignmentRoutes(app: Hono<SandboxEnv>, world: World): void {
  app.post("/tenants/:tenantId/consignments/search", async (c) => {
    const call = enterTenant(c, world, anyOf);
    checkQuery(c, pagingQuery);
    const minimal = prefers(c, "return=minimal");
    const { condition } = await readBody(c, searchRequest);
    const fits = matcher(condition, consignmentFields);
    const found = findable(world, "consignments", call.tenant.id).filter(
      (parcel) => sees(call, parcel) && fits(searchableConsignment(world, parcel)),
    );
    const limits = { defaultSize: 50, maxSize: world.settings().maxPageSize };
    const { rows, headers } = pageOf(c, found, limits);
    const applied: Record<string, string> = minimal
      ? { "Preference-Applied": "return=minimal" }
      : {};
    const body = rows.map((one) => (minimal ? { id: one.id } : consignmentAnswer(world, one)));
    return answer(200, body, { ...headers, ...applied });
  });

  app.get("/tenants/:tenantId/consignments/:id", (c) => {
    const call = enterTenant(c, world, anyOf);
    checkQuery(c);
    const withoutItems = prefers(c, "return=no-items");
    const parcel = world.get("consignments", pathId(c, "id"));
    if (!parcel || !sees(call, parcel)) throw refusal(404, "No consignment has this id");
    return answer(200, consignmentAnswer(world, parcel, !withoutItems));
  });
}
