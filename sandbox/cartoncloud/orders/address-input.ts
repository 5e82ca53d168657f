import { z } from "zod";

const text = z.string().nullish();

/** Delivery address of a new order: a company or a person, the rest as far as it is known. */
export const addressInput = z
  .strictObject({
    companyName: text,
    contactName: text,
    address1: text,
    address2: text,
    suburb: text,
    city: text,
    postcode: text,
    phone: z.string().max(64).nullish(),
    state: z.looseObject({ code: text, name: text }).nullish(),
    country: z
      .looseObject({
        iso2Code: z.string().length(2).nullish(),
        iso3Code: z.string().length(3).nullish(),
        name: text,
      })
      .nullish(),
    email: z
      .string()
      .regex(/^[^.@\s]\S*@\S+$/, "An e-mail address has text on both sides of one @.")
      .nullish(),
  })
  .refine((address) => address.companyName || address.contactName, {
    error: "Give companyName or contactName.",
  });

export type AddressInput = z.infer<typeof addressInput>;
