const formats = new Map<string, Intl.NumberFormat>();

/** One for each currency: a list of orders shows the same ones again and again. @throws RangeError for what is no code */
function formatFor(currency: string, decimals: number): Intl.NumberFormat {
  const key = `${currency} ${decimals}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  formats.set(key, made);
  return made;
}

/**
 * An amount for display, such as "US$12.50". `minor` is an integer count of the smallest part,
 * `divisor` how many of them make one whole (100 unless told).
 */
export function formatMoney(minor: number, currency: string, divisor = 100): string {
  const decimals = Math.round(Math.log10(divisor));
  const amount = minor / divisor;
  try {
    return formatFor(currency, decimals).format(amount);
  } catch {
    // A currency code that is none is shown as it came.
    return `${amount.toFixed(decimals)} ${currency}`;
  }
}
