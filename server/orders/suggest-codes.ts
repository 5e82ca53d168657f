/** `tied`: another code fits exactly as well, so that only the goods can tell. */
export type Suggestion = { code: string; name: string; why: string; tied: boolean };

/** A code without its case, spaces and marks: what two codes that people take for the same share. */
export const plainCode = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
const words = (text: string) =>
  new Set(
    text
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 2),
  );

/** Edits to make one text of the other, counted up to `most` + 1. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The product codes that an Etsy line most likely means, best first, at most five, each with its reason. */
export function suggestCodes(
  sku: string,
  title: string,
  products: readonly { code: string; name: string }[],
): Suggestion[] {
  const asked = plainCode(sku);
  const titleWords = words(title);
  const scored = products.flatMap(({ code, name }) => {
    const known = plainCode(code);
    if (asked && asked === known)
      return [{ code, name, score: 100, why: "The same code, written differently" }];
    const edits = asked ? distance(asked, known) : Number.POSITIVE_INFINITY;
    if (edits <= Math.max(1, Math.floor(known.length / 3)))
      return [{ code, name, score: 80 - edits * 5, why: "The code is nearly the same" }];
    if (asked.length > 2 && (known.includes(asked) || asked.includes(known)))
      return [{ code, name, score: 60, why: "One code contains the other" }];
    const shared = [...words(name)].filter((word) => titleWords.has(word));
    if (shared.length > 0)
      return [
        {
          code,
          name,
          score: 20 + shared.length * 10,
          why: `The names share “${shared.join(" ")}”`,
        },
      ];
    return [];
  });
  const best = Math.max(...scored.map(({ score }) => score));
  const several = scored.filter(({ score }) => score === best).length > 1;
  return scored
    .sort((a, b) => b.score - a.score || a.code.localeCompare(b.code))
    .slice(0, 5)
    .map(({ code, name, why, score }) => ({ code, name, why, tied: several && score === best }));
}
