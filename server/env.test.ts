import { afterEach, expect, it, vi } from "vitest";
import { testEnvironment } from "@/scripts/testing/environment";

afterEach(() => vi.unstubAllEnvs());

/** The settings as a fresh start reads them. */
async function read(given: Record<string, string>) {
  const all = {
    ...testEnvironment,
    DATABASE_URL: "postgres://localhost/x",
    SMTP_URL: "",
    MAIL_FROM: "",
  };
  for (const [name, value] of Object.entries({ ...all, ...given })) vi.stubEnv(name, value);
  vi.resetModules();
  return (await import("./env")).env();
}
const smtp = { SMTP_URL: "smtp://user:secret@mail.example:587" };

it("needs no mail server", async () => {
  expect((await read({})).SMTP_URL).toBeUndefined();
});

it.each(["mail@example.com", "Integrations <mail@example.com>", "Integrations <mail@localhost>"])(
  "takes a mail server with the sender %s",
  async (MAIL_FROM) => {
    expect(await read({ ...smtp, MAIL_FROM })).toMatchObject({ ...smtp, MAIL_FROM });
  },
);

it("asks for a sender where a mail server is set", async () => {
  await expect(read(smtp)).rejects.toThrow("MAIL_FROM is missing; with SMTP_URL set");
});

it("tells of the missing sender beside other faults", async () => {
  await expect(read({ ...smtp, AUTH_SECRET: "short" })).rejects.toThrow(
    /AUTH_SECRET must have[\s\S]*MAIL_FROM is missing/,
  );
});

it.each(["Integrations", "Integrations <mail>", "a@b.c\nBcc: all@evil.example"])(
  "refuses the sender %j",
  async (MAIL_FROM) => {
    await expect(read({ ...smtp, MAIL_FROM })).rejects.toThrow("MAIL_FROM must be an address");
  },
);

it.each(["mail.example:587", "https://mail.example", "smtp://"])(
  "refuses the mail server %s",
  async (SMTP_URL) => {
    const reading = read({ SMTP_URL, MAIL_FROM: "mail@example.com" });
    await expect(reading).rejects.toThrow("SMTP_URL must begin with smtp://");
  },
);

it.each([
  [{ DATABASE_POOL: "many" }, "DATABASE_POOL must be a whole number from 2 to 100"],
  [{ SHUTDOWN_SECONDS: "0" }, "SHUTDOWN_SECONDS must be a whole number from 1 to 600"],
  [{ SHUTDOWN_NOTICE_SECONDS: "1.5" }, "SHUTDOWN_NOTICE_SECONDS must be a whole number from 0 to"],
  [{ CONSOLE_PROCESSES: "201" }, "CONSOLE_PROCESSES must be a whole number from 1 to 200"],
  [{ APP_URL: "console" }, "APP_URL must be an address such as http://localhost:3000"],
  [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL must begin with postgres://"],
  [{ DEMO_MODE: "yes" }, "DEMO_MODE must be 1 or not set"],
])("says of %o what it has to be", async (given: Record<string, string>, words) => {
  await expect(read(given)).rejects.toThrow(words);
});

it("tells of a key ring once, however many of its keys are wrong", async () => {
  const told = await read({ ENCRYPTION_KEYS: "a:short,b" }).then(() => "", String);
  expect(told.match(/ENCRYPTION_KEYS/g)).toHaveLength(1);
});
