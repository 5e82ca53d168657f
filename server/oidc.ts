import "server-only";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { env } from "./env";
import { signInWithProvider } from "./people/sign-in-with-provider";
import { currentPlace } from "./place";

/** What an ID token tells; providers add more, and spell `email_verified` as a text at times. */
const profileShape = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().nullish(),
  email_verified: z.union([z.boolean(), z.stringbool()]).nullish().catch(false),
  name: z.string().nullish(),
});
type Profile = z.infer<typeof profileShape>;

/** What the button calls it; null where single sign-on is not set up. */
export const oidcName = (): string | null => (env().OIDC_ISSUER ? env().OIDC_NAME : null);

/** The identity provider of OIDC_ISSUER; null where none is set. */
export function oidcProvider(): OAuthConfig<Profile> | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return null;
  return {
    id: "oidc",
    name: OIDC_NAME,
    type: "oauth",
    wellKnown: `${OIDC_ISSUER}/.well-known/openid-configuration`,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    profile: (claims) => ({ id: claims.sub }),
  };
}

/** The session of the person whom a verified ID token names; null for one who was not invited. */
export async function oidcSession(profile: unknown): Promise<string | null> {
  const { OIDC_ISSUER } = env();
  const claims = profileShape.safeParse(profile);
  if (!claims.success || !OIDC_ISSUER) return null;
  const { sub, email, email_verified, name } = claims.data;
  return signInWithProvider(
    {
      issuer: OIDC_ISSUER,
      subject: sub,
      email: email ?? null,
      emailVerified: email_verified === true,
      name: name ?? null,
    },
    await currentPlace(),
  );
}
