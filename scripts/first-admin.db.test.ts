import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { db } from "@/db/client";
import { organisation } from "@/db/schema/organisation";
import { attemptPassword } from "@/server/people/attempt-sign-in";
import { readViewer } from "@/server/people/session";
import { runNode } from "./testing/run-node";

it("the first admin signs in, and owes the second factor that a new organisation asks of everybody", async () => {
  const name = `First ${crypto.randomUUID()}`;
  const email = `${crypto.randomUUID()}@example.test`;
  let said = "";
  const script = ["tsx", "scripts/first-admin.ts", name, email, "Kim Lee"];
  const code = await runNode("--import", script, (text) => {
    said += text;
  });
  expect(code).toBe(0);
  const password = /with the password (\S+)\n/.exec(said)?.[1] ?? "";
  const outcome = await attemptPassword(email, password, { address: null, userAgent: null });
  if (outcome.kind !== "signed_in") throw new Error(outcome.kind);
  expect(await readViewer(outcome.sessionId)).toMatchObject({
    organisationName: name,
    owesSecondFactor: true,
    scope: { role: "admin" },
  });
  const [home] = await db().select().from(organisation).where(eq(organisation.name, name));
  expect(home?.requireSecondFactor).toBe(true);
});
