import { expect, it } from "vitest";
import { withoutPersonalData } from "./span-exporter";

/** A span as it is sent on. */
function sentOn(
  span: { name: string; attributes: Record<string, string> } & Record<string, unknown>,
) {
  const sent: Record<string, unknown>[] = [];
  const exporter = withoutPersonalData({
    export: (spans: (typeof span)[], done) => {
      sent.push(...spans);
      done({ code: 0 });
    },
    shutdown: async () => {},
  });
  exporter.export([span], () => {});
  return sent[0];
}

it.each([
  ["GET /join?token=secret", "GET /join"],
  ["GET https://x.test/v3/shops/12?name=Zephyrine Canarybird", "GET /{}/{}/{}"],
  ["fetch POST https://x.test/Zephyrine", "fetch POST /{}"],
  ["a@b.test", ""],
  [
    "render route (app) /integrations/[integrationId]",
    "render route (app) /integrations/[integrationId]",
  ],
  ["CartonCloud POST /tenants/{}/outbound-orders", "CartonCloud POST /tenants/{}/outbound-orders"],
])("a span called %s is called %s", (name, told) => {
  expect(sentOn({ name, attributes: {} })?.name).toBe(told);
});

it("keeps known attributes alone, and no message of a failure", () => {
  const sent = sentOn({
    name: "x",
    attributes: {
      "http.target": "/join?token=secret",
      "http.route": "/join",
      "user.email": "a@b.c",
    },
    events: [{ name: "exception", attributes: { "exception.message": "secret" } }],
    status: { code: 2, message: "secret" },
    kind: 3,
  });
  expect(sent).toMatchObject({ attributes: { "http.route": "/join" }, events: [], kind: 3 });
  expect(sent?.status).toEqual({ code: 2 });
  expect(Object.keys(sent?.attributes ?? {})).toEqual(["http.route"]);
});
