/** Words of our own addresses; server/path-template.test.ts compares them with the folders of app/. */
export const ownWords: ReadonlySet<string> = new Set([
  "account",
  "api",
  "audit",
  "auth",
  "billing",
  "callback",
  "cartoncloud",
  "configure",
  "confirm-email",
  "connected",
  "csv",
  "customers",
  "etsy",
  "forgot-password",
  "glossary",
  "health",
  "inngest",
  "integrations",
  "join",
  "metrics",
  "months",
  "new",
  "orders",
  "policy-reports",
  "prices",
  "reconcile",
  "reset-password",
  "settings",
  "sign-in",
  "trpc",
  "unsubscribe",
  "webhooks",
]);

/** The steps of an address that our own code wrote: lower-case words and a version. */
const outsideWord = /^(v\d|[a-z]+(-[a-z]+)*)$/;

const template = (path: string, keep: (step: string) => boolean): string =>
  path
    .replace(/[?#].*$/s, "")
    .split("/")
    .map((step) => (step === "" || keep(step) ? step : "{}"))
    .slice(0, 12)
    .join("/");

/** The path of a request to us: every step that is not a word of ours becomes {}. */
export const ownPath = (path: string): string => template(path, (step) => ownWords.has(step));

/** The path of a call to Etsy or CartonCloud without its ids: /v3/application/shops/{}/receipts/{}. */
export const outsidePath = (url: string): string =>
  template(URL.canParse(url) ? new URL(url).pathname : "", (step) => outsideWord.test(step));
