import { expect, it, vi } from "vitest";

vi.mock("@/server/people/sign-in-with-provider", () => ({ signInWithProvider: vi.fn() }));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));

const needed = {
  DATABASE_URL: "postgres://nowhere",
  AUTH_SECRET: "a secret that only tests know, long enough",
  ENCRYPTION_KEYS: `a:${Buffer.alloc(32, 1).toString("base64")}`,
  ETSY_KEYSTRING: "k",
  ETSY_SHARED_SECRET: "s",
};
const oidc = {
  OIDC_ISSUER: "https://login.example/",
  OIDC_CLIENT_ID: "console",
  OIDC_CLIENT_SECRET: "a secret",
};

async function withSettings(settings: Record<string, string>) {
  vi.resetModules();
  for (const name of [...Object.keys(oidc), "OIDC_NAME"]) delete process.env[name];
  Object.assign(process.env, needed, settings);
  return { ...(await import("./oidc")), ...(await import("./auth")), ...(await import("./env")) };
}

it("without an issuer there is no button and no provider", async () => {
  const { oidcName, oidcProvider, authOptions } = await withSettings({});
  expect(oidcName()).toBeNull();
  expect(oidcProvider()).toBeNull();
  expect(authOptions().providers.map(({ id }) => id)).toEqual(["credentials"]);
});

it("with one there are both, with PKCE, state and nonce", async () => {
  const { oidcName, authOptions } = await withSettings({ ...oidc, OIDC_NAME: "Southbank Login" });
  expect(oidcName()).toBe("Southbank Login");
  expect(authOptions().providers[1]).toMatchObject({
    id: "oidc",
    type: "oauth",
    wellKnown: "https://login.example/.well-known/openid-configuration",
    idToken: true,
    checks: ["pkce", "state", "nonce"],
  });
});

it.each(Object.keys(oidc))("a missing %s is named at the start", async (name) => {
  const { env } = await withSettings({ ...oidc, [name]: "" });
  expect(() => env()).toThrow(`${name} is missing; single sign-on needs`);
});

it.each(["http://login.example", "login.example", "file:///etc/passwd"])(
  "an issuer %j is refused",
  async (OIDC_ISSUER) => {
    const { env } = await withSettings({ ...oidc, OIDC_ISSUER });
    expect(() => env()).toThrow("OIDC_ISSUER must");
  },
);

it("only who was invited gets a session, and a verified address is a boolean or its text", async () => {
  const { authOptions } = await withSettings(oidc);
  const { signInWithProvider } = await import("./people/sign-in-with-provider");
  const asked = vi.mocked(signInWithProvider);
  const signIn = authOptions().callbacks?.signIn;
  const arrive = async (verified: unknown) => {
    const user = { id: "of the provider" };
    const profile = { sub: "42", email: "sam@x.test", email_verified: verified };
    const account = { type: "oauth", provider: "oidc", providerAccountId: "42" } as const;
    return { answer: await signIn?.({ user, account, profile }), id: user.id };
  };
  asked.mockResolvedValueOnce(null);
  expect((await arrive(true)).answer).toBe("/sign-in?error=not_invited");
  asked.mockResolvedValue("the-session");
  for (const [verified, expected] of [
    [true, true],
    ["true", true],
    [false, false],
    ["false", false],
    [undefined, false],
    [7, false],
  ] as const) {
    expect(await arrive(verified)).toEqual({ answer: true, id: "the-session" });
    expect(asked.mock.lastCall?.[0].emailVerified).toBe(expected);
  }
});
