import { etsyApp } from "@/sandbox/demo";

/** Settings of the product that are the same in every test. Outside addresses lead nowhere. */
export const testEnvironment = {
  APP_URL: "http://localhost:3000",
  AUTH_SECRET: "a-secret-that-only-tests-know-0123456789",
  ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString("base64")}`,
  ETSY_KEYSTRING: etsyApp.keystring,
  ETSY_SHARED_SECRET: etsyApp.sharedSecret,
  ETSY_API_URL: "http://127.0.0.1:9",
  ETSY_AUTHORIZE_URL: "http://127.0.0.1:9/oauth/connect",
  ETSY_TOKEN_URL: "http://127.0.0.1:9/v3/public/oauth/token",
  CARTONCLOUD_API_URL: "http://127.0.0.1:9",
  INNGEST_DEV: "http://127.0.0.1:9",
} as const;
