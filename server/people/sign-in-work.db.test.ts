import { beforeAll, expect, it, vi } from "vitest";
import { attemptPassword } from "./attempt-sign-in";
import { freshEmail, makeUser, openTenant } from "./fixtures";

const { verify } = vi.hoisted(() => ({ verify: vi.fn<typeof import("@node-rs/argon2").verify>() }));
vi.mock("@node-rs/argon2", async (original) => {
  const argon2 = await original<typeof import("@node-rs/argon2")>();
  verify.mockImplementation(argon2.verify);
  return { ...argon2, verify };
});

let known: string;
beforeAll(async () => {
  known = freshEmail();
  await makeUser(known, (await openTenant()).scope.organisationId, []);
});

/** Kind, version and cost of each hash that a wrong password was compared with. */
async function comparedWith(email: string): Promise<string[]> {
  verify.mockClear();
  const from = { address: "192.0.2.9", userAgent: null };
  const { kind } = await attemptPassword(email, "not the password of anyone", from);
  expect(kind).toBe("wrong");
  return verify.mock.calls.map(([hash]) => String(hash).split("$").slice(1, 4).join("$"));
}

it("H8 a wrong password costs one hash of the same kind for a known address and for an unknown one", async () => {
  const ofKnown = await comparedWith(known);
  expect(ofKnown).toHaveLength(1);
  expect(ofKnown[0]).toMatch(/^argon2id\$v=19\$m=\d+,t=\d+,p=\d+$/);
  expect(await comparedWith(freshEmail())).toEqual(ofKnown);
});
