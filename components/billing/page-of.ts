export type PageQuery = { page?: string | string[] };

/** The page of lines that an address asks for; the first where it names none. */
export function pageOf({ page }: PageQuery): number {
  const asked = Number(page);
  return Number.isInteger(asked) && asked >= 1 && asked <= 10_000 ? asked : 1;
}
