import type { AddressInput } from "./address-input";

type Country = { iso2Code: string | null; iso3Code: string | null; name: string | null };

const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
const unknownRegion = names.of("ZZ");
const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const byName = new Map(
  letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((code) => {
      const name = names.of(code);
      return name && name !== unknownRegion ? [[name.toLowerCase(), code] as const] : [];
    }),
);

/**
 * The country that an address names: the first given of iso2Code, iso3Code and name decides alone.
 * Null when there is none or it is unknown. Three-letter codes are kept, not looked up.
 */
export function countryOf(input: AddressInput["country"]): Country | null {
  if (input?.iso2Code) {
    const code = input.iso2Code.toUpperCase();
    const name = /^[A-Z]{2}$/.test(code) ? names.of(code) : undefined;
    return name && name !== unknownRegion ? { iso2Code: code, iso3Code: null, name } : null;
  }
  if (input?.iso3Code) return { iso2Code: null, iso3Code: input.iso3Code, name: null };
  const code = input?.name ? byName.get(input.name.trim().toLowerCase()) : undefined;
  return code ? { iso2Code: code, iso3Code: null, name: input?.name ?? null } : null;
}

/** What keeps an address from being complete, in words; empty when nothing does. */
export function addressGaps(address: AddressInput): string[] {
  const missing = (["address1", "city"] as const).filter((part) => !address[part]?.trim());
  const gaps = missing.map((part) => `Delivery address: ${part} is missing`);
  return countryOf(address.country) ? gaps : [...gaps, "Delivery address: country is not known"];
}

/** The address as answers tell it. */
export function addressAnswer(address: AddressInput) {
  const { state } = address;
  return {
    companyName: address.companyName ?? null,
    contactName: address.contactName ?? null,
    address1: address.address1 ?? null,
    address2: address.address2 ?? null,
    suburb: address.suburb ?? null,
    city: address.city ?? null,
    state: state ? { code: state.code ?? null, name: state.name ?? null } : null,
    postcode: address.postcode ?? null,
    country: countryOf(address.country),
    phone: address.phone ?? null,
    email: address.email ?? null,
  };
}
