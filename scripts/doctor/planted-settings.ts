import type { Planted } from "./planted-world";
import { answering } from "./planted-world";

const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const other = "x:qUmU0Rz0QXk3xJ6cPzR1mCkG0bYkQe6G2q8yZp1sVtE=";
const elsewhere = { APP_URL: "https://console.invalid", TRUSTED_PROXIES: "1" };

/** Faults in the variables and of the machine. */
export const plantedSettings: Record<string, Planted> = {
  "a variable is missing": {
    finds: ["variables"],
    says: /AUTH_SECRET is missing/,
    given: ({ AUTH_SECRET: _, ...rest }) => rest,
  },
  "a mail sender is missing": {
    finds: ["variables"],
    says: /MAIL_FROM is missing/,
    given: ({ MAIL_FROM: _, ...rest }) => rest,
  },
  "APP_URL leads to something else": {
    finds: ["console"],
    says: /Something else than the console answers at APP_URL/,
    given: async (right) => ({ ...right, APP_URL: (await answering()).url }),
  },
  "APP_URL has a path": {
    finds: ["APP_URL", "console"],
    says: /more than a host/,
    given: async (right) => ({ ...right, APP_URL: `${(await answering()).url}/console` }),
  },
  "APP_URL was forgotten in production": {
    finds: ["APP_URL"],
    says: /not set, so that links/,
    given: ({ APP_URL: _, ...rest }) => ({ ...rest, NODE_ENV: "production" }),
  },
  "APP_URL is http in production, and the stand-ins are still set": {
    finds: ["APP_URL", "hosts", "hosts", "hosts", "hosts", "redirect address"],
    says: /begins with http:/,
    given: (right) => ({ ...right, APP_URL: "http://console.invalid" }),
  },
  "Etsy does not know the redirect address, and both systems are not the real ones": {
    finds: ["hosts", "hosts", "hosts", "hosts", "redirect address"],
    says: /is not Etsy/,
    given: (right) => ({ ...right, ...elsewhere }),
  },
  "demo accounts and a dev server are open to everybody": {
    finds: ["demo", "hosts", "hosts", "hosts", "hosts", "Inngest keys", "redirect address"],
    says: /DEMO_MODE=1/,
    given: (right) => ({
      ...right,
      ...elsewhere,
      DEMO_MODE: "1",
      INNGEST_DEV: right.INNGEST_BASE_URL ?? "",
    }),
  },
  "nobody counts the proxy": {
    finds: ["proxies", "hosts", "hosts", "hosts", "hosts", "redirect address"],
    says: /TRUSTED_PROXIES is 0/,
    given: (right) => ({ ...right, ...elsewhere, TRUSTED_PROXIES: "0" }),
  },
  "the secret of sessions can be guessed": {
    finds: ["AUTH_SECRET"],
    says: /can be guessed/,
    given: (right) => ({ ...right, AUTH_SECRET: "please-change-me-please-change-me-1234" }),
  },
  "two secrets are the same": {
    finds: ["different secrets"],
    says: /AUTH_SECRET and METRICS_TOKEN are the same/,
    given: (right) => ({ ...right, METRICS_TOKEN: right.AUTH_SECRET ?? "" }),
  },
  "a sealing key can be guessed": {
    finds: ["ENCRYPTION_KEYS"],
    says: /The key zero of ENCRYPTION_KEYS can be guessed/,
    given: (right) => ({ ...right, ENCRYPTION_KEYS: `${right.ENCRYPTION_KEYS},zero:${key(0)}` }),
  },
  "the key of what is stored is not in the ring": {
    finds: ["sealed secrets"],
    says: /sealed under the key first, which is not in ENCRYPTION_KEYS/,
    given: (right) => ({ ...right, ENCRYPTION_KEYS: other }),
  },
  "another key has the name of the one that sealed": {
    finds: ["sealed secrets"],
    says: /The key first of ENCRYPTION_KEYS is not the one that sealed/,
    given: (right) => ({ ...right, ENCRYPTION_KEYS: other.replace("x:", "first:") }),
  },
  "Etsy's webhook secret is cut off": {
    finds: ["Etsy webhook secret"],
    says: /not whsec_ and base64/,
    given: (right) => ({ ...right, ETSY_WEBHOOK_SECRET: "whsec_abc" }),
  },
  "the Inngest keys are missing": {
    finds: ["Inngest keys", "Inngest keys"],
    says: /INNGEST_SIGNING_KEY is missing/,
    given: ({ INNGEST_SIGNING_KEY: _, INNGEST_EVENT_KEY: __, ...rest }) => rest,
  },
  "the signing key is none": {
    finds: ["Inngest keys"],
    says: /is no signing key/,
    given: (right) => ({ ...right, INNGEST_SIGNING_KEY: "signkey-prod-xyz" }),
  },
  "the metrics token is too short": {
    finds: ["variables"],
    says: /METRICS_TOKEN must have at least 24 characters/,
    given: (right) => ({ ...right, METRICS_TOKEN: "x7Jq2Lw9Zr4Tn8" }),
  },
  "Node is too old": {
    finds: ["Node"],
    says: /Node is v18\.20\.4/,
    options: { nodeVersion: "v18.20.4" },
  },
  "another program has the port": {
    finds: ["port"],
    says: /Another program listens/,
    given: async (right) => ({ ...right, PORT: `${(await answering()).port}` }),
  },
  "the clock here is ten minutes ahead of everybody's": {
    finds: ["clock and the database", "clock and Etsy", "clock and CartonCloud"],
    says: /60\d s ahead of that of the database/,
    options: { now: () => Date.now() + 601_500 },
  },
  "Etsy's clock is another one": {
    finds: ["clock and Etsy"],
    says: /s behind that of Etsy/,
    given: async (right) => ({
      ...right,
      ETSY_API_URL: (await answering({ aheadMs: 400_000 })).url,
    }),
  },
  "CartonCloud's clock is another one": {
    finds: ["clock and CartonCloud"],
    says: /s ahead of that of CartonCloud/,
    given: async (right) => ({
      ...right,
      CARTONCLOUD_API_URL: (await answering({ aheadMs: -400_000 })).url,
    }),
  },
};
