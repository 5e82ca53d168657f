/**
 * The statements of a migration, each on one line in lower case, without comments, without the quotes
 * around plain names and without `public.`; what stands between dollar quotes is left out.
 */
export function statementsOf(sql: string): string[] {
  const parts = sql.matchAll(
    /--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'|"(?:[^"]|"")*"|;|[^-/$'";]+|./g,
  );
  const statements = [""];
  for (const [part, tag] of parts) {
    if (part.startsWith("--") || part.startsWith("/*")) continue;
    if (part === ";") statements.push("");
    else statements.push(`${statements.pop() ?? ""}${plain(part, tag)}`);
  }
  return statements
    .map((one) =>
      one
        .replace(/\s+/g, " ")
        .replace(/\bpublic\./g, "")
        .trim(),
    )
    .filter((one) => one !== "");
}

function plain(part: string, tag: string | undefined): string {
  if (tag !== undefined) return "$body$";
  if (part.startsWith("'")) return part;
  if (/^"\w+"$/.test(part)) return part.slice(1, -1).toLowerCase();
  return part.startsWith('"') ? part : part.toLowerCase();
}

/** PostgreSQL refuses these within a transaction. */
export const outsideTransaction = (statement: string): boolean =>
  /^(create (unique )?index|drop index|reindex .*) concurrently\b/.test(statement);
