import { calculatePKCECodeChallenge, generateRandomCodeVerifier } from "oauth4webapi";
import { z } from "zod";
import { ApiError } from "@/server/errors";
import type { Fetch } from "@/server/http";
import { call, retryAfterSeconds } from "@/server/http";
import { refusal } from "./wire";

/** Read and complete receipts, and learn which shop it is: no more is asked of the seller. */
export const neededScopes = ["transactions_r", "transactions_w", "shops_r"] as const;

/** A longer one makes a header that no server takes, so that every call would fail. */
const longestToken = 4096;

const tokenAnswer = z
  .object({
    access_token: z.string().min(1).max(longestToken),
    refresh_token: z.string().min(1),
    expires_in: z.number().positive(),
  })
  .transform((t) => ({
    accessToken: t.access_token,
    refreshToken: t.refresh_token,
    expiresInSeconds: t.expires_in,
  }));
export type EtsyTokens = z.output<typeof tokenAnswer>;

export type EtsyOAuth = {
  authorizeUrl: string;
  tokenUrl: string;
  /** The bare keystring, without the shared secret. */
  clientId: string;
  redirectUri: string;
  fetch?: Fetch;
};

/** A new PKCE verifier and the page that asks the seller's consent. */
export async function beginConsent(
  oauth: EtsyOAuth,
  state: string,
): Promise<{ url: string; codeVerifier: string }> {
  const codeVerifier = generateRandomCodeVerifier();
  const url = new URL(oauth.authorizeUrl);
  const params = {
    response_type: "code",
    client_id: oauth.clientId,
    redirect_uri: oauth.redirectUri,
    scope: neededScopes.join(" "),
    state,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: "S256",
  };
  // Spaces as %20: Etsy documents them so, and URLSearchParams would write a plus sign.
  url.search = Object.entries(params)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join("&");
  return { url: url.href, codeVerifier };
}

/** Etsy takes form bodies only: a JSON body is misreported as a bad key (PostHog/posthog#76014). */
async function requestTokens(oauth: EtsyOAuth, form: Record<string, string>): Promise<EtsyTokens> {
  const answer = await call(
    "Etsy",
    oauth.tokenUrl,
    { method: "POST", body: new URLSearchParams({ ...form, client_id: oauth.clientId }) },
    oauth.fetch,
  );
  const parsed = tokenAnswer.safeParse(answer.body);
  if (answer.status === 200 && parsed.success) return parsed.data;
  const { error, error_description } = refusal.parse(answer.body);
  throw new ApiError({
    system: "Etsy",
    kind: answer.status === 200 ? "unreadable" : "refused",
    status: answer.status,
    message: error_description ?? (error || `Etsy answered ${answer.status}.`),
    retryAfterSeconds: retryAfterSeconds(answer.headers),
    body: { error },
  });
}

/** Trades the code of the callback for tokens. @throws ApiError */
export const exchangeCode = (
  oauth: EtsyOAuth,
  code: string,
  codeVerifier: string,
): Promise<EtsyTokens> =>
  requestTokens(oauth, {
    grant_type: "authorization_code",
    code,
    code_verifier: codeVerifier,
    redirect_uri: oauth.redirectUri,
  });

/** Trades a refresh token for a new pair; the old one must be taken for spent. @throws ApiError */
export const refreshTokens = (oauth: EtsyOAuth, refreshToken: string): Promise<EtsyTokens> =>
  requestTokens(oauth, { grant_type: "refresh_token", refresh_token: refreshToken });

/** True when the seller must connect again: nothing but `invalid_grant` says so (etsy/open-api#519, #549). */
export const isRevoked = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.kind === "refused" &&
  z.object({ error: z.literal("invalid_grant") }).safeParse(error.body).success;
