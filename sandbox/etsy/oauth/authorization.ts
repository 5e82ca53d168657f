import type { EtsySettings } from "@/sandbox/etsy/settings";

/** Fact: the twelve scopes of Etsy's specification. */
export const scopeNames = [
  "address_r",
  "address_w",
  "email_r",
  "listings_d",
  "listings_r",
  "listings_w",
  "profile_r",
  "profile_w",
  "shops_r",
  "shops_w",
  "transactions_r",
  "transactions_w",
] as const;

export type Authorization = {
  clientId: string;
  redirectUri: string;
  scopes: string[];
  state: string;
  challenge: string;
};

const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/** Reads the query of /oauth/connect, or says why Etsy would show an error page instead of asking. */
export function readAuthorization(
  query: URLSearchParams,
  settings: EtsySettings,
): { ok: true; request: Authorization } | { ok: false; problem: string } {
  const value = (name: string) => query.get(name) ?? "";
  const scopes = value("scope").split(" ").filter(Boolean);
  const unknown = scopes.filter((scope) => !scopeNames.some((name) => name === scope));
  const problem = [
    value("client_id") !== settings.keystring && "The application (client_id) is not known.",
    !permitted(value("redirect_uri"), settings) && "The requested redirect URL is not permitted.",
    value("response_type") !== "code" && "response_type must be code.",
    value("state") === "" && "state is required.",
    scopes.length === 0 && "At least one scope is required.",
    unknown.length > 0 && `These scopes do not exist: ${unknown.join(", ")}.`,
    !CHALLENGE.test(value("code_challenge")) &&
      "code_challenge is required: base64url of a SHA-256 without padding.",
    value("code_challenge_method") !== "S256" && "code_challenge_method must be S256.",
  ].find((text) => typeof text === "string");
  if (problem) return { ok: false, problem };
  return {
    ok: true,
    request: {
      clientId: value("client_id"),
      redirectUri: value("redirect_uri"),
      scopes,
      state: value("state"),
      challenge: value("code_challenge"),
    },
  };
}

/** Any address of this machine, or exactly one from the settings. */
function permitted(redirectUri: string, settings: EtsySettings): boolean {
  if (settings.redirectUris.includes(redirectUri)) return true;
  if (!URL.canParse(redirectUri)) return false;
  const url = new URL(redirectUri);
  const local = ["localhost", "127.0.0.1"].includes(url.hostname);
  return local && ["http:", "https:"].includes(url.protocol) && url.hash === "";
}
