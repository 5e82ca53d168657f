/** What stands before or behind a number: signs of currencies, their codes, minus, brackets. */
const around =
  "[\\s'()+\\p{Pd}\\u2212]*(?:[A-Z]{1,3}\\s*)?\\p{Sc}?(?:[A-Z]{3})?[\\s()+\\p{Pd}\\u2212]*";
const shape = new RegExp(`^${around}(\\d[\\d.,'\\s\\u2019]*)${around}$`, "u");

/** A longer cell is no amount; the shape would be slow to say so. */
const mostLetters = 40;

/** The whole and the decimals of bare digits with separators; null where they can be read in two ways. */
function digitsOf(text: string): { whole: string; decimals: string } | null {
  const bare = text.replace(/[\s'\u2019]/g, "");
  const last = Math.max(bare.lastIndexOf("."), bare.lastIndexOf(","));
  if (last < 0) return { whole: bare, decimals: "" };
  const whole = bare.slice(0, last);
  const decimals = bare.slice(last + 1);
  const grouped = /^\d{1,3}([.,])\d{3}(\1\d{3})*$/;
  if (grouped.test(whole) && whole.includes(bare[last] ?? ""))
    // "1,234,567": the last separator groups like those before it.
    return grouped.test(bare) ? { whole: bare.replace(/[.,]/g, ""), decimals: "" } : null;
  if (!/^\d+$/.test(whole) && !grouped.test(whole)) return null;
  // "1.234" is a thousand to some and a little more than one to others.
  if (decimals.length === 3 && /^\d+$/.test(whole)) return null;
  return { whole: whole.replace(/[.,]/g, ""), decimals };
}

/**
 * "1,234.50", "1.234,50", "A$10", "-$10.00", "10.00-", "(2.50)", "10.00 CR" in minor units; null for
 * what is no amount, is a part of the smallest unit, or can be read in two ways.
 */
export function amountOf(text: string): number | null {
  const match = text.length <= mostLetters ? shape.exec(text) : null;
  const digits = match && digitsOf(match[1] ?? "");
  if (!digits) return null;
  const { whole, decimals } = digits;
  if (!/^\d*$/.test(decimals) || /[1-9]/.test(decimals.slice(2))) return null;
  const minor = Number(whole) * 100 + Number(decimals.slice(0, 2).padEnd(2, "0"));
  const negative =
    /[\p{Pd}\u2212]/u.test(text) || /^\s*\(.*\)\s*$/.test(text) || /CR\W*$/.test(text);
  return negative ? 0 - minor : minor;
}

/** The currency that an amount names, such as "AUD" of "10.00 AUD"; null where it names none. */
export const currencyIn = (text: string): string | null =>
  /(?:^|[^A-Z])([A-Z]{3})(?:[^A-Z]|$)/.exec(text)?.[1] ?? null;
