import { readFileSync } from "node:fs";

/** What may be handed over as a file instead, by a vault or by systemd: NAME_FILE holds its path. */
export const secretNames = [
  "DATABASE_URL",
  "AUTH_SECRET",
  "ENCRYPTION_KEYS",
  "ETSY_SHARED_SECRET",
  "ETSY_WEBHOOK_SECRET",
  "SMTP_URL",
  "OIDC_CLIENT_SECRET",
  "METRICS_TOKEN",
  "OTEL_EXPORTER_OTLP_HEADERS",
  "INNGEST_SIGNING_KEY",
  "INNGEST_SIGNING_KEY_FALLBACK",
  "INNGEST_EVENT_KEY",
] as const;

/**
 * Puts the secrets that are files into the environment of this process, where libraries look for
 * them too. What other processes see of it, such as /proc, stays without them.
 * @throws Error whose message names every file that cannot be read or is empty, and every secret that
 * is given twice.
 */
export function takeSecretFiles(environment: Record<string, string | undefined>): void {
  const faults: string[] = [];
  for (const name of secretNames) {
    const path = environment[`${name}_FILE`];
    if (!path) continue;
    if (environment[name]) {
      faults.push(`${name} and ${name}_FILE are both set; keep one of them`);
      continue;
    }
    try {
      const secret = readFileSync(path, "utf8").trim();
      if (secret) {
        environment[name] = secret;
        // A process started by this one is handed the secret itself.
        delete environment[`${name}_FILE`];
      } else faults.push(`${name}_FILE names an empty file`);
    } catch {
      faults.push(`${name}_FILE names a file that cannot be read`);
    }
  }
  if (faults.length > 0)
    throw new Error(
      `The environment is not complete:\n${faults.map((one) => `  ${one}`).join("\n")}`,
    );
}
