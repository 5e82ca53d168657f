import { expect, it } from "vitest";
import { serviceSpecs } from "./service-specs";
import { readSettings } from "./settings";

const kept = {
  AUTH_SECRET: "a",
  ENCRYPTION_KEYS: "k",
  INNGEST_SIGNING_KEY: "s",
  INNGEST_EVENT_KEY: "e",
  ETSY_WEBHOOK_SECRET: "whsec_a2VwdA==",
  CARTONCLOUD_WEBHOOK_KEY: "c",
};
const specs = (given: Record<string, string>) =>
  serviceSpecs(readSettings(given, "/data", kept), "postgres://db", { dev: false, distDir: "d" });

it("lets the Etsy stand-in tell the console of orders, signed with the secret that the console knows", () => {
  const { etsy, app } = specs({ PORT: "3100" });
  expect(etsy.environment).toMatchObject({
    ETSY_SANDBOX_WEBHOOK_URL: "http://127.0.0.1:3100/api/webhooks/etsy",
    ETSY_WEBHOOK_SECRET: kept.ETSY_WEBHOOK_SECRET,
  });
  expect(app.environment).toMatchObject({ ETSY_WEBHOOK_SECRET: kept.ETSY_WEBHOOK_SECRET });
});

it("gives both a secret that the person has set", () => {
  const { etsy, app } = specs({ ETSY_WEBHOOK_SECRET: "whsec_b3du" });
  expect(etsy.environment.ETSY_WEBHOOK_SECRET).toBe("whsec_b3du");
  expect(app.environment.ETSY_WEBHOOK_SECRET).toBe("whsec_b3du");
});

it("keeps the console's heap small, unless the person says how large it may be", () => {
  expect(specs({}).app.environment.NODE_OPTIONS).toBe("--max-old-space-size=1024");
  expect(specs({ NODE_OPTIONS: "--trace-gc" }).app.environment.NODE_OPTIONS).toBe(
    "--trace-gc --max-old-space-size=1024",
  );
  const own = "--max-old-space-size=4096";
  expect(specs({ NODE_OPTIONS: own }).app.environment.NODE_OPTIONS).toBe(own);
});
