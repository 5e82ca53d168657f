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

/** What of a text looks like a secret: names and line numbers, never the secret itself. */
export function findSecrets(text: string): string[] {
  const found: string[] = [];
  for (const [what, shape] of Object.entries(shapes)) {
    const at = shape.exec(text)?.index;
    if (at !== undefined) found.push(`line ${text.slice(0, at).split("\n").length}: ${what}`);
  }
  return found;
}
