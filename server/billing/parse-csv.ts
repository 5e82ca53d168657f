/** A row of a CSV text, and the line of the text that it begins on, the first being 1. */
export type CsvRow = { line: number; cells: string[] };

/**
 * The rows of a CSV text: cells in quotes or bare, separated by the sign that a first line "sep=;"
 * names, else by that which the first line uses most of comma, semicolon and tab. Lines end as on any
 * system; empty ones are left out. A quote that is never closed ends with the text.
 */
export function parseCsv(text: string): CsvRow[] {
  const [begin = "", named] = /^\uFEFF?(?:sep=(.)(?:\r\n?|\n))?/i.exec(text) ?? [];
  const clean = text.slice(begin.length);
  const separator = named ?? separatorOf(clean);
  const rows: CsvRow[] = [];
  let line = named ? 2 : 1;
  let begun = line;
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  const endRow = () => {
    cells.push(cell.trim());
    if (cells.some((one) => one !== "")) rows.push({ line: begun, cells });
    cells = [];
    cell = "";
  };
  for (let at = 0; at < clean.length; at++) {
    const sign = clean[at] ?? "";
    const ends = sign === "\n" || (sign === "\r" && clean[at + 1] !== "\n");
    if (ends) line++;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (clean[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (sign === '"' && cell.trim() === "") {
      quoted = true;
      cell = "";
    } else if (sign === separator) {
      cells.push(cell.trim());
      cell = "";
    } else if (ends) {
      endRow();
      begun = line;
    } else cell += sign;
  }
  endRow();
  return rows;
}

function separatorOf(text: string): string {
  const [first = ""] = text.split(/[\r\n]/, 1);
  const count = (sign: string) => first.split(sign).length;
  return ["\t", ";"].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ",");
}
