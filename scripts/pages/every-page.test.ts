import { expect, it } from "vitest";
import { everyPage } from "./every-page";

const subjects = { customerId: "c", integrationId: "i", orderLinkId: "o", monday: "2026-11-16" };
const paths = (routes: string[]) => everyPage(routes, subjects).map(({ path }) => path);

it("fills each route, and the wizard with each of its steps", () => {
  expect(paths(["/", "/join", "/billing/[monday]", "/billing/months/[month]"])).toEqual([
    "/",
    "/join#nothing",
    "/billing/2026-11-16",
    "/billing/months/2026-11",
  ]);
  expect(paths(["/integrations/[integrationId]/configure/[step]"])).toEqual([
    "/integrations/i/configure/initial-configuration",
    "/integrations/i/configure/authentication",
    "/integrations/i/configure/order-creation",
    "/integrations/i/configure/fulfilment",
  ]);
});

it("refuses a route that nobody said anything about, so that none is left out", () => {
  expect(() => paths(["/shops/[shopId]"])).toThrow("what shopId is");
});
