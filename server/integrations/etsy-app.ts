import { env } from "@/server/env";
import type { EtsyClient } from "@/server/etsy/client";
import { createEtsyClient } from "@/server/etsy/client";
import type { EtsyOAuth } from "@/server/etsy/oauth";
import type { Fetch } from "@/server/http";

/** The product's own Etsy app, as the environment configures it. */
export function etsyOAuth(): EtsyOAuth {
  const { ETSY_AUTHORIZE_URL, ETSY_TOKEN_URL, ETSY_KEYSTRING, APP_URL } = env();
  return {
    authorizeUrl: ETSY_AUTHORIZE_URL,
    tokenUrl: ETSY_TOKEN_URL,
    clientId: ETSY_KEYSTRING,
    redirectUri: `${APP_URL}/api/etsy/callback`,
  };
}

/** `fetch` is the global one unless the calls are to be metered. */
export function etsyClient(accessToken: string, fetch?: Fetch): EtsyClient {
  const { ETSY_API_URL, ETSY_KEYSTRING, ETSY_SHARED_SECRET } = env();
  return createEtsyClient({
    baseUrl: ETSY_API_URL,
    apiKey: `${ETSY_KEYSTRING}:${ETSY_SHARED_SECRET}`,
    accessToken,
    ...(fetch ? { fetch } : {}),
  });
}
