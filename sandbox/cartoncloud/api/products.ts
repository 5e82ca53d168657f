import type { Hono } from "hono";
import { customerSummary } from "@/sandbox/cartoncloud/orders/answers";
import { productFields } from "@/sandbox/cartoncloud/search/fields";
import { matcher } from "@/sandbox/cartoncloud/search/matcher";
import { searchRequest } from "@/sandbox/cartoncloud/search/search-request";
import type { Product, Role } from "@/sandbox/cartoncloud/world/records";
import { withOffset } from "@/sandbox/cartoncloud/world/stamp";
import type { World } from "@/sandbox/cartoncloud/world/world";
import { customerOf } from "@/sandbox/cartoncloud/world/world";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { checkQuery, enterTenant, pathId, sees } from "./caller";
import { pageOf, pagingQuery } from "./paging";
import { answer, refusal } from "./problem";
import { readBody } from "./read-body";

const anyOf: Role[] = ["WMS Add Product", "WMS Edit Product"];

/** Products of the customers that the API client may see. */
export function productRoutes(app: Hono<SandboxEnv>, world: World): void {
  app.post("/tenants/:tenantId/warehouse-products/search", async (c) => {
    const call = enterTenant(c, world, anyOf);
    checkQuery(c, pagingQuery);
    const { condition } = await readBody(c, searchRequest);
    const fits = matcher(condition, productFields);
    const found = world
      .all("products")
      .filter((product) => sees(call, product) && fits(searchable(world, product)));
    const limits = { defaultSize: 50, maxSize: world.settings().maxPageSize };
    const { rows, headers } = pageOf(c, found, limits);
    return answer(
      200,
      rows.map((product) => productAnswer(world, product)),
      headers,
    );
  });

  app.get("/tenants/:tenantId/warehouse-products/:id", (c) => {
    const call = enterTenant(c, world, anyOf);
    checkQuery(c);
    const product = world.get("products", pathId(c, "id"));
    if (!product || !sees(call, product)) throw refusal(404, "No product has this id");
    return answer(200, productAnswer(world, product));
  });
}

function productAnswer(world: World, product: Product) {
  const { utcOffset } = world.settings();
  return {
    id: product.id,
    name: product.name,
    scope: "WAREHOUSE",
    type: "Product",
    references: { code: product.code, barcode: product.barcode },
    customer: customerSummary(customerOf(world, product)),
    details: { active: product.active },
    defaultUnitOfMeasure: "UNITS",
    unitOfMeasures: { UNITS: { baseQty: 1, barcode: product.barcode } },
    timestamps: {
      created: { time: withOffset(product.created, utcOffset) },
      modified: { time: withOffset(product.modified, utcOffset) },
    },
  };
}

/** The code is searched as /code although it is told as /references/code. */
function searchable(world: World, product: Product) {
  return { ...productAnswer(world, product), code: product.code };
}
