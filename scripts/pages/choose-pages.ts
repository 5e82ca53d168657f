import type { PageToVisit } from "./every-page";

/** Options of a command that goes from page to page; without them it goes to all. */
export const choiceOfPages = {
  /** Only routes that hold this text. */
  only: { type: "string", default: "" },
  /** One part of several, such as "2/3": the second third. All parts together are all pages. */
  part: { type: "string", default: "1/1" },
} as const;

/** @throws Error when no page is left: a command that looks at nothing must not end well. */
export function choosePages(
  pages: readonly PageToVisit[],
  { only, part }: { only: string; part: string },
): PageToVisit[] {
  const [number = 0, of = 0] = part.split("/").map(Number);
  if (!(Number.isInteger(number) && Number.isInteger(of) && number >= 1 && number <= of))
    throw new Error(`--part is such as 2/3, the second of three, not ${part}.`);
  const chosen = pages
    .filter(({ route }) => route.includes(only))
    .filter((_, place) => place % of === number - 1);
  if (chosen.length === 0) throw new Error(`No page is chosen by --only ${only} --part ${part}.`);
  return chosen;
}
