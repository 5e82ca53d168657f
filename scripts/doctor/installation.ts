import type { Facts } from "./facts";

export const isLocal = (url: string | undefined): boolean =>
  !!url &&
  URL.canParse(url) &&
  ["localhost", "127.0.0.1", "[::1]", "0.0.0.0"].includes(new URL(url).hostname);

/** Whether people reach it from elsewhere, so that stand-ins, demo accounts and dev servers are faults. */
export const isForOthers = ({ values }: Pick<Facts, "values">): boolean =>
  values.APP_URL !== undefined && !isLocal(values.APP_URL);

/** Where Etsy sends sellers back to. */
export const redirectAddress = (appUrl: string): string => `${appUrl}/api/etsy/callback`;
