import { describe, expect, it } from "vitest";
import { mergeEnvironments, readSettings } from "./settings";

const kept = {
  AUTH_SECRET: "kept-auth-secret",
  ENCRYPTION_KEYS: "first:kept",
  INNGEST_SIGNING_KEY: "signkey-local-00",
  INNGEST_EVENT_KEY: "kept-event-key",
  ETSY_WEBHOOK_SECRET: "whsec_a2VwdA==",
  CARTONCLOUD_WEBHOOK_KEY: "kept-webhook-key",
};
const read = (given: Record<string, string>) => readSettings(given, "/data", kept);

describe("environments", () => {
  it("let the later one win, and take an empty value for none", () => {
    expect(mergeEnvironments({ A: "1", B: "1", C: undefined }, { A: "2", B: "" })).toEqual({
      A: "2",
      B: "1",
    });
  });
});

describe("without any setting", () => {
  it("everything is brought along, and the product is pointed at it", () => {
    const { embedded, app, addresses, cartonCloudWebhookKey } = read({});
    const { CARTONCLOUD_WEBHOOK_KEY, ...ofTheApp } = kept;
    // Only the stand-in sends it; the product keeps a hash.
    expect(cartonCloudWebhookKey).toBe(CARTONCLOUD_WEBHOOK_KEY);
    expect(app).not.toHaveProperty("CARTONCLOUD_WEBHOOK_KEY");
    expect(embedded).toEqual({
      postgres: true,
      etsy: true,
      cartonCloud: true,
      mailbox: true,
      runner: true,
    });
    expect(app).toMatchObject({
      ...ofTheApp,
      APP_URL: "http://localhost:3000",
      NEXTAUTH_URL: "http://localhost:3000",
      ETSY_API_URL: "http://127.0.0.1:4010",
      CARTONCLOUD_API_URL: "http://127.0.0.1:4020",
      SMTP_URL: "smtp://127.0.0.1:4025",
      INNGEST_BASE_URL: "http://127.0.0.1:8288",
      DEMO_MODE: "1",
    });
    expect(addresses.app).toBe("http://localhost:3000");
  });

  it("the console listens to this machine alone", () => {
    expect(read({}).host).toBe("127.0.0.1");
  });
});

describe("what a person sets", () => {
  it("wins over what was kept or is the default", () => {
    const { app } = read({ AUTH_SECRET: "mine", PULL_INTERVAL_SECONDS: "5" });
    expect(app).toMatchObject({ AUTH_SECRET: "mine", PULL_INTERVAL_SECONDS: "5" });
  });

  it("moves the address with the port", () => {
    expect(read({ PORT: "3100" }).app.NEXTAUTH_URL).toBe("http://localhost:3100");
  });

  it.each([
    ["DATABASE_URL", "postgres://db", "postgres"],
    ["ETSY_API_URL", "https://etsy.example", "etsy"],
    ["ETSY_TOKEN_URL", "https://etsy.example", "etsy"],
    ["CARTONCLOUD_API_URL", "https://cc.example", "cartonCloud"],
    ["SMTP_URL", "smtp://mail.example", "mailbox"],
    ["INNGEST_BASE_URL", "https://inngest.example", "runner"],
    ["INNGEST_SIGNING_KEY", "signkey-prod-00", "runner"],
    ["INNGEST_DEV", "1", "runner"],
  ] as const)("%s takes the place of the part that would be brought along", (name, value, part) => {
    const { embedded, app } = read({ [name]: value });
    expect(Object.entries(embedded).filter(([, here]) => !here)).toEqual([[part, false]]);
    expect(app[name]).toBe(value);
  });

  it("a real Etsy is not given the sandbox's key", () => {
    expect(read({ ETSY_API_URL: "https://etsy.example" }).app.ETSY_KEYSTRING).toBeUndefined();
  });

  it("an own mail server is not given a sender", () => {
    expect(read({ SMTP_URL: "smtp://mail.example" }).app.MAIL_FROM).toBeUndefined();
  });

  it("an own job runner is not given the keys of the embedded one", () => {
    expect(read({ INNGEST_DEV: "1" }).app.INNGEST_SIGNING_KEY).toBeUndefined();
  });

  it("INNGEST_DEV=0 keeps the embedded job runner", () => {
    expect(read({ INNGEST_DEV: "0" }).embedded.runner).toBe(true);
  });
});
