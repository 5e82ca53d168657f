import { z } from "zod";
import { emailAddress, newPassword } from "@/server/people/schema";

const password = z.string().min(1, "Enter your password.").max(1024, "This password is too long.");

export const changePasswordInput = z.object({
  currentPassword: password,
  password: newPassword,
});
export type ChangePasswordInput = z.infer<typeof changePasswordInput>;

export const changeEmailInput = z.object({ email: emailAddress, password });
export type ChangeEmailInput = z.infer<typeof changeEmailInput>;

/** Asked again before the second factor is changed. */
export const passwordInput = z.object({ password });

export const confirmTotpInput = z.object({
  code: z
    .string()
    .transform((text) => text.replaceAll(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6}$/, "Enter the six digits that the app shows.")),
});

/** Empty where the account has no password. */
const confirmation = z.string().max(1024, "This password is too long.");
export const endSessionInput = z.object({ sessionId: z.uuid(), password: confirmation });
export type EndSessionInput = z.infer<typeof endSessionInput>;
export const endOthersInput = z.object({ password: confirmation });
export const organisationInput = z.object({ organisationId: z.uuid() });
