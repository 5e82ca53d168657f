import { z } from "zod";

const finding = z.object({ info: z.string(), path: z.string() });
const report = z.object({
  vulnerabilities: z.record(z.string(), z.array(finding)),
  anomalies: z.record(z.string(), z.array(finding)),
});

/** What wapiti names although it is meant so, and why; null for what is to be mended. */
function whyMeant(info: string, url: string): string | null {
  if (info.startsWith("X-XSS-Protection is not set"))
    return "browsers have dropped this header, and it opened holes of its own; the policy of the page does its work";
  if (info.startsWith("Strict-Transport-Security is not set") && url.startsWith("http:"))
    return "it is sent under https, and browsers heed it there alone";
  if (info.startsWith("Secure flag is not set in the cookie") && url.startsWith("http:"))
    return "no cookie of an address without https could be kept with it; under https each is named __Host- and has it";
  return null;
}

/** What of wapiti's report (JSON) is to be mended, and what is explained, a sentence each. */
export function judgeReport(json: string, url: string): { open: string[]; explained: string[] } {
  const { vulnerabilities, anomalies } = report.parse(JSON.parse(json));
  const judged = { open: [] as string[], explained: [] as string[] };
  for (const [kind, found] of [...Object.entries(vulnerabilities), ...Object.entries(anomalies)])
    for (const { info, path } of found) {
      const why = whyMeant(info, url);
      if (why) judged.explained.push(`${info}: ${why}.`);
      else judged.open.push(`${kind} at ${path}: ${info}`);
    }
  return judged;
}
