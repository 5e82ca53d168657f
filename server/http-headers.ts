/** Where browsers tell what the policy of a page refused. */
export const policyReportsPath = "/api/policy-reports";
const reportingGroup = "policy";

/**
 * The policy of one page. Scripts run by nonce only; inline style attributes are allowed because
 * positioned menus need them, style elements are not.
 */
export function contentSecurityPolicy(nonce: string, { development }: { development: boolean }) {
  return [
    "default-src 'self'",
    // React's development build compiles stack traces with eval.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}'`,
    `style-src-elem 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    // The older way to report, for browsers that do not know the newer one yet.
    `report-uri ${policyReportsPath}`,
    `report-to ${reportingGroup}`,
  ].join("; ");
}

/** Headers of every page and API answer, names to values. */
export function securityHeaders({ https }: { https: boolean }): [string, string][] {
  const headers: [string, string][] = [
    ["X-Content-Type-Options", "nosniff"],
    // What frame-ancestors says, for what does not know it.
    ["X-Frame-Options", "DENY"],
    ["Referrer-Policy", "strict-origin-when-cross-origin"],
    ["Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
    ["Cross-Origin-Opener-Policy", "same-origin-allow-popups"],
    ["Cross-Origin-Resource-Policy", "same-origin"],
    ["Cache-Control", "private, no-store"],
  ];
  if (https) headers.push(["Strict-Transport-Security", "max-age=63072000; includeSubDomains"]);
  return headers;
}

/** Tells browsers what the group of reports that the policy names stands for. */
export const reportingEndpoints = `${reportingGroup}="${policyReportsPath}"`;
