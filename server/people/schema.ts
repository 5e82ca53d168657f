import { z } from "zod";

export const signInInput = z.object({
  email: z
    .string()
    .trim()
    .min(3, "Enter your e-mail address.")
    .max(320, "This is too long for an e-mail address."),
  password: z.string().min(1, "Enter your password.").max(1024, "This password is too long."),
  callbackUrl: z.string().max(2000).optional(),
});

/** What the sign-in form shows after an attempt that did not work. */
export type SignInState = {
  email: string;
  error: string | null;
  fields: Record<string, string>;
};

export const roles = ["admin", "customer_user"] as const;

export const addUserInput = z
  .object({
    name: z
      .string()
      .trim()
      .min(1, "Enter the person's name.")
      .max(120, "Keep the name within 120 characters."),
    email: z
      .string()
      .trim()
      .toLowerCase()
      .max(320, "This is too long for an e-mail address.")
      .pipe(z.email("Enter an e-mail address, such as sam@example.com.")),
    role: z.enum(roles, "Choose what the person may do."),
    customerIds: z.array(z.uuid()).max(500).default([]),
  })
  .refine(({ role, customerIds }) => role === "admin" || customerIds.length > 0, {
    path: ["customerIds"],
    message: "Choose at least one customer that the person acts for.",
  });
export type AddUserInput = z.infer<typeof addUserInput>;

export const disableUserInput = z.object({ userId: z.uuid(), disabled: z.boolean() });
export type DisableUserInput = z.infer<typeof disableUserInput>;
