export type Statement = {
  /** On one line in lower case, without the quotes around plain names and without `public.`. */
  plain: string;
  /** As it is written, for PostgreSQL. */
  written: string;
};

/** The statements of a migration without comments; what stands between dollar quotes is plainly left out. */
export function readStatements(sql: string): Statement[] {
  const parts = sql.matchAll(
    /--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'|"(?:[^"]|"")*"|;|[^-/$'";]+|./g,
  );
  const statements: Statement[] = [{ plain: "", written: "" }];
  for (const [part, tag] of parts) {
    if (part.startsWith("--") || part.startsWith("/*")) continue;
    const last = statements.at(-1);
    if (part === ";" || !last) statements.push({ plain: "", written: "" });
    else {
      last.plain += plain(part, tag);
      last.written += part;
    }
  }
  return statements
    .map((one) => ({
      plain: one.plain
        .replace(/\s+/g, " ")
        .replace(/\bpublic\./g, "")
        .trim(),
      written: one.written.trim(),
    }))
    .filter((one) => one.plain !== "");
}

/** The statements of a migration as they are judged. */
export const statementsOf = (sql: string): string[] =>
  readStatements(sql).map((statement) => statement.plain);

function plain(part: string, tag: string | undefined): string {
  if (tag !== undefined) return "$body$";
  if (part.startsWith("'")) return part;
  if (/^"\w+"$/.test(part)) return part.slice(1, -1).toLowerCase();
  return part.startsWith('"') ? part : part.toLowerCase();
}

/** PostgreSQL refuses these within a transaction. */
export const outsideTransaction = (statement: string): boolean =>
  /^(create (unique )?index|drop index|reindex .*) concurrently\b/.test(statement);
