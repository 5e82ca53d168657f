const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
/** Named by Unicode, but no country that a parcel goes to. */
const noCountries = new Set(["EU", "EZ", "UN", "ZZ"]);

/**
 * What is wrong with a country as a person wrote it, in a sentence; null for one of ISO 3166 in capitals, as
 * Etsy's `country_iso`. What is written otherwise ("UK", "USA") would fit no receipt, and nobody would be told.
 */
export function wrongCountry(code: string): string | null {
  const none = `"${code}" is no country. Write it as two letters, such as US.`;
  if (!/^[A-Z]{2}$/.test(code) || noCountries.has(code) || !names.of(code)) return none;
  const { region } = new Intl.Locale(`und-${code}`);
  return region === code ? null : `Write ${region} for ${names.of(code)}, not ${code}.`;
}
