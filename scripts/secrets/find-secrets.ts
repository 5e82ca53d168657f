/** What secrets look like, by those who issue them; the name says what was found. */
const shapes: Record<string, RegExp> = {
  "a private key": /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----(?:\s|\\[nr])*[A-Za-z0-9+/]{32,}/,
  "an AWS key": /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  "a GitHub token": /\b(?:gh[opsu]_[A-Za-z0-9]{36}|github_pat_\w{60,})\b/,
  "a Slack token": /\bxox[abprs]-[A-Za-z0-9-]{20,}/,
  "a payment key": /\b[sr]k_live_[A-Za-z0-9]{20,}/,
  "an npm token": /\bnpm_[A-Za-z0-9]{36}\b/,
  "an Inngest key": /\bsignkey-(?:prod|branch)-[a-f0-9]{32,}/,
  "an Etsy token": /\b\d{6,12}\.[A-Za-z0-9_-]{60,}/,
  "a password in an address":
    /\b[a-z]+:\/\/[\w.-]+:(?!postgres@|secret@|\$)[^\s:/@"'`$<>{}]{10,}@[\w.-]+/,
  "an encryption key":
    /\b(?:ENCRYPTION_KEYS|AUTH_SECRET)\s*[=:]\s*["'`]?[\w-]*:?[A-Za-z0-9+/]{42,}=?/,
};

/** The values of settings that are secrets by their names, and long enough not to stand elsewhere. */
export const secretValues = (settings: Record<string, unknown>): string[] =>
  Object.entries(settings).flatMap(([name, value]) =>
    /SECRET|KEY|TOKEN|PASSWORD/.test(name) && typeof value === "string" && value.length >= 24
      ? [value]
      : [],
  );

/**
 * What of a text looks like a secret, or is one of `known`: names and line numbers, never the secret
 * itself.
 */
export function findSecrets(text: string, known: readonly string[] = []): string[] {
  const found: string[] = [];
  const tell = (what: string, at: number | undefined) => {
    if (at !== undefined && at >= 0)
      found.push(`line ${text.slice(0, at).split("\n").length}: ${what}`);
  };
  for (const [what, shape] of Object.entries(shapes)) tell(what, shape.exec(text)?.index);
  for (const value of known) tell("a secret of this machine", text.indexOf(value));
  return found;
}
