import { z } from "zod";
import { clientAddress } from "./client-address";
import { env } from "./env";
import { limitedBody } from "./limited-body";
import { log } from "./log";
import { policyViolations } from "./metrics/counters";
import { ownPath } from "./path-template";
import { countAttempt } from "./people/attempts";

/** A report has about a thousand bytes, and browsers gather a few. */
const largestBodyBytes = 16 * 1024;
const mostInOne = 10;
const windowSeconds = 5 * 60;
/** More than a broken page makes, and too little to fill a log; each process counts with the others. */
const perAddress = 20;
const perWindow = 300;

/** What a page can break; anything else in a report is no word of ours. */
export const reportedDirectives = [
  "base-uri",
  "connect-src",
  "default-src",
  "font-src",
  "form-action",
  "frame-ancestors",
  "frame-src",
  "img-src",
  "manifest-src",
  "media-src",
  "object-src",
  "script-src",
  "script-src-attr",
  "script-src-elem",
  "style-src",
  "style-src-attr",
  "style-src-elem",
  "worker-src",
] as const;
const directive = z.enum(reportedDirectives);

/** What was refused, as far as a log may tell it: an address could carry what was to be stolen. */
export const blockedKinds = ["inline", "eval", "data", "blob", "own", "elsewhere"] as const;

export type PolicyReport = {
  directive: (typeof reportedDirectives)[number];
  blocked: (typeof blockedKinds)[number];
  /** Path template of the page. */
  page: string;
};

const text = z.string().max(10_000);
/** https://www.w3.org/TR/CSP3/#deprecated-serialize-violation: what `report-uri` sends. */
const single = z.object({
  "csp-report": z.object({
    "document-uri": text,
    "effective-directive": directive.optional(),
    "violated-directive": text.optional(),
    "blocked-uri": text.default(""),
  }),
});
/** https://www.w3.org/TR/CSP3/#reporting: what `report-to` sends, other kinds of reports beside it. */
const several = z
  .array(
    z.union([
      z.object({
        type: z.literal("csp-violation"),
        body: z.object({
          documentURL: text,
          effectiveDirective: directive,
          blockedURL: text.default(""),
        }),
      }),
      z.object({ type: z.string() }),
    ]),
  )
  .max(100);

/** null for what an extension of the browser did, which is none of ours. */
function kindOf(blocked: string, ownOrigin: string): PolicyReport["blocked"] | null {
  if (blocked === "" || blocked === "inline") return "inline";
  if (/^(wasm-|trusted-types-)?eval/.test(blocked)) return "eval";
  if (/^data\b/.test(blocked)) return "data";
  if (/^blob\b/.test(blocked)) return "blob";
  if (/^(https?|wss?):/.test(blocked))
    return URL.canParse(blocked) && new URL(blocked).origin === ownOrigin ? "own" : "elsewhere";
  return null;
}

/**
 * What the body of a report tells, of pages of `appUrl` alone, ten at most; null for what is no
 * report.
 */
export function readPolicyReports(body: string, appUrl: string): PolicyReport[] | null {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return null;
  }
  const origin = new URL(appUrl).origin;
  const one = single.safeParse(json);
  const many = several.safeParse(json);
  if (!one.success && !many.success) return null;
  const told = one.success
    ? [one.data["csp-report"]].map((report) => ({
        page: report["document-uri"],
        broken: report["effective-directive"] ?? report["violated-directive"]?.split(" ")[0],
        blocked: report["blocked-uri"],
      }))
    : (many.data ?? []).flatMap((report) =>
        "body" in report
          ? [
              {
                page: report.body.documentURL,
                broken: report.body.effectiveDirective,
                blocked: report.body.blockedURL,
              },
            ]
          : [],
      );
  return told.slice(0, mostInOne).flatMap(({ page, broken, blocked }) => {
    const known = directive.safeParse(broken);
    const kind = kindOf(blocked, origin);
    if (!known.success || !kind || !URL.canParse(page) || new URL(page).origin !== origin)
      return [];
    return [{ directive: known.data, blocked: kind, page: ownPath(new URL(page).pathname) }];
  });
}

/**
 * Takes a browser's reports, and says each in the log and a count. Anybody may send one, so that it
 * is bounded and counted, and nothing of what it holds is kept in its own words.
 * @returns the status of the answer.
 */
export async function receivePolicyReports(request: Request): Promise<204 | 400 | 413 | 429> {
  const body = await limitedBody(request, largestBodyBytes);
  if (body === null) return 413;
  const { APP_URL, TRUSTED_PROXIES } = env();
  const address = clientAddress((name) => request.headers.get(name), TRUSTED_PROXIES);
  const seconds = await countAttempt([
    { subject: `policy-report:${address ?? "unknown"}`, most: perAddress, windowSeconds },
    { subject: "policy-report", most: perWindow, windowSeconds },
  ]);
  if (seconds > 0) return 429;
  const reports = readPolicyReports(body, APP_URL);
  if (!reports) return 400;
  for (const { page, ...report } of reports) {
    policyViolations.inc({ directive: report.directive });
    log.warn("policy broken", { ...report, path: page });
  }
  return 204;
}
