import { html } from "hono/html";
import type { Buyer } from "@/sandbox/etsy/world/buyers";
import type { Html } from "@/sandbox/kernel/page";
import { field, select } from "@/sandbox/kernel/page";

const countries = [
  { value: "US", label: "United States" },
  { value: "AU", label: "Australia" },
  { value: "GB", label: "United Kingdom" },
  { value: "CA", label: "Canada" },
  { value: "DE", label: "Germany" },
  { value: "ES", label: "Spain" },
  { value: "FR", label: "France" },
  { value: "IN", label: "India" },
  { value: "NZ", label: "New Zealand" },
];

/** Name and address, filled in. */
export function addressFields({ name, address }: Buyer): Html {
  const known = countries.some((country) => country.value === address.country);
  const here = { value: address.country, label: address.country };
  const options = known ? countries : [here, ...countries];
  return html`<div class="grid">
${field({ label: "Name", name: "name", value: name, required: true })}
${field({ label: "Street", name: "first_line", value: address.firstLine, required: true })}
${field({ label: "Second line", name: "second_line", value: address.secondLine ?? "" })}
${field({ label: "City", name: "city", value: address.city, required: true })}
${field({ label: "State", name: "state", value: address.state ?? "" })}
${field({ label: "Zip or postcode", name: "zip", value: address.zip })}
${select({ label: "Country", name: "country", value: address.country, options })}
</div>`;
}
