import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { demoLogins, seedDemo } from "@/db/seed";

beforeAll(() =>
  seedDemo({
    databaseUrl: process.env.DATABASE_URL ?? "",
    encryptionKeys: process.env.ENCRYPTION_KEYS ?? "",
  }),
);
afterEach(() => {
  delete process.env.DEMO_MODE;
});

/** The product as it runs with this setting; the environment is read once a process. */
async function productWith(demoMode: string) {
  vi.resetModules();
  process.env.DEMO_MODE = demoMode;
  const { checkCredentials } = await import("./credentials");
  const { openSession, readViewer } = await import("./session");
  return { checkCredentials, openSession, readViewer };
}

describe.each(Object.values(demoLogins))("the demo account $email", ({ email, password }) => {
  it("signs in in demo mode", async () => {
    const { checkCredentials } = await productWith("1");
    expect(await checkCredentials(email, password)).toMatch(/^[0-9a-f-]{36}$/);
    expect(await checkCredentials(email.toUpperCase(), password)).not.toBeNull();
    expect(await checkCredentials(email, `${password} `)).toBeNull();
  });

  it("is refused in production, with the right password and with a session from before", async () => {
    const demo = await productWith("1");
    const userId = await demo.checkCredentials(email, password);
    const sessionId = await demo.openSession(userId ?? "", null);
    expect(await demo.readViewer(sessionId ?? "")).toMatchObject({ email });

    const production = await productWith("0");
    expect(await production.checkCredentials(email, password)).toBeNull();
    expect(await production.readViewer(sessionId ?? "")).toBeNull();
  });
});
