import type { BrowserContext, Page, Response } from "@playwright/test";

/** What the policy of a page refused, in words; empty as long as pages keep to it. */
export async function watchPolicy(context: BrowserContext): Promise<string[]> {
  const refused: string[] = [];
  await context.exposeBinding("noteRefused", (_source, what: string) => refused.push(what));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event;
      const about = `${location.pathname}: ${effectiveDirective} refused ${blockedURI} at ${sourceFile}:${lineNumber} ${sample}`;
      const page = window as unknown as { noteRefused(what: string): void };
      page.noteRefused(about);
    });
  });
  return refused;
}

/** Whether the watch notices: a script without the nonce is put into the page, and must not run. */
export const plantScript = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const script = document.createElement("div");
    document.body.append(script);
    // An attribute, as scripts that a script appends are trusted by strict-dynamic.
    script.setAttribute("onclick", "document.title = 'taken over'");
    script.click();
    await new Promise(requestAnimationFrame);
  });

/** What the headers of a page lack of what each page must have. */
export async function headerFaults(answer: Response | null, https: boolean): Promise<string[]> {
  if (!answer) return ["There was no answer."];
  const headers = await answer.allHeaders();
  const policy = headers["content-security-policy"] ?? "";
  const expected: Record<string, string | undefined> = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin-allow-popups",
    "cross-origin-resource-policy": "same-origin",
    "strict-transport-security": https ? "max-age=63072000; includeSubDomains" : undefined,
    "x-powered-by": undefined,
    "access-control-allow-origin": undefined,
    server: undefined,
  };
  const wrong = Object.entries(expected)
    .filter(([name, value]) => headers[name] !== value)
    .map(([name, value]) => `${name} is ${headers[name]}, not ${value}`);
  const kept = headers["cache-control"] ?? "";
  // Next says more of it on a page that is not there.
  for (const word of ["private", "no-store"])
    if (!kept.split(", ").includes(word)) wrong.push(`cache-control is ${kept}, without ${word}`);
  const directives = [
    /script-src 'self' 'nonce-[0-9a-f]{32}' 'strict-dynamic'(;|$)/,
    /object-src 'none'/,
    /base-uri 'none'/,
    /form-action 'self'/,
    /frame-ancestors 'none'/,
  ];
  wrong.push(
    ...directives.filter((one) => !one.test(policy)).map((one) => `no ${one} in ${policy}`),
  );
  return wrong.map((what) => `${new URL(answer.url()).pathname}: ${what}`);
}

/** The nonce of a page's policy. */
export const nonceOf = (answer: Response | null): string =>
  /'nonce-([^']+)'/.exec(answer?.headers()["content-security-policy"] ?? "")?.[1] ?? "";
