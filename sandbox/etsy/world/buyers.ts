import type { Address } from "./model";

export type Buyer = { name: string; address: Address };

/** Buyers that placed orders take in turn when they name nobody. */
export const buyers: readonly [Buyer, ...Buyer[]] = [
  {
    name: "Nora O'Connell",
    address: {
      firstLine: "13 O'Connell Street",
      secondLine: "Flat 2",
      city: "Portland",
      state: "OR",
      zip: "97205",
      country: "US",
    },
  },
  {
    name: "Ben Whitfield",
    address: {
      firstLine: "88 Harbour Road",
      secondLine: null,
      city: "Melbourne",
      state: "VIC",
      zip: "3000",
      country: "AU",
    },
  },
  {
    name: "Zoë Márquez",
    address: {
      firstLine: "Calle de Atocha 27",
      secondLine: "3º izq.",
      city: "Madrid",
      state: null,
      zip: "28012",
      country: "ES",
    },
  },
  {
    name: "Tom & Ada Reyes",
    address: {
      firstLine: '4 "The Gables"',
      secondLine: null,
      city: "Leeds",
      state: null,
      zip: "LS1 4AP",
      country: "GB",
    },
  },
];
