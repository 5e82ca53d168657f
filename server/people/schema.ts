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

export const secondFactorInput = z.object({
  challenge: z.string().min(1).max(200),
  code: z
    .string()
    .trim()
    .min(1, "Enter the code of your authenticator app, or a recovery code.")
    .max(60, "This is too long for a code."),
  callbackUrl: z.string().max(2000).optional(),
});

/** Field name to the first sentence about it. */
export const fieldSentences = ({ issues }: z.ZodError): Record<string, string> =>
  Object.fromEntries(
    [...issues].reverse().map((issue) => [issue.path.join("."), issue.message] as const),
  );

export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(320, "This is too long for an e-mail address.")
  .pipe(z.email("Enter an e-mail address, such as sam@example.com."));

const personName = z
  .string()
  .trim()
  .min(1, "Enter your name.")
  .refine(
    (text) => !text.includes("\0"),
    "This name holds a sign that cannot be stored. Type it anew.",
  )
  .max(120, "Keep the name within 120 characters.");

export const newPassword = z
  .string()
  .refine(
    (text) => [...text].length >= 12,
    "Use at least 12 characters. A few words in a row are easy to remember.",
  )
  .refine((text) => text.length <= 1024, "Keep the password within 1,024 characters.");

export const roles = ["admin", "customer_user"] as const;
const role = z.enum(roles, "Choose what the person may do.");
const customerIds = z.array(z.uuid()).max(500).default([]);
const actsForSomebody = (input: { role: string; customerIds: string[] }) =>
  input.role === "admin" || input.customerIds.length > 0;
const actsForNobody = {
  path: ["customerIds"],
  message: "Choose at least one customer that the person acts for.",
};

export const inviteInput = z
  .object({ email: emailAddress, role, customerIds })
  .refine(actsForSomebody, actsForNobody);
export type InviteInput = z.infer<typeof inviteInput>;

export const invitationInput = z.object({ invitationId: z.uuid() });

export const changeUserInput = z
  .object({ userId: z.uuid(), role, customerIds })
  .refine(actsForSomebody, actsForNobody);
export type ChangeUserInput = z.infer<typeof changeUserInput>;

export const disableUserInput = z.object({ userId: z.uuid(), disabled: z.boolean() });
export type DisableUserInput = z.infer<typeof disableUserInput>;

export const userInput = z.object({ userId: z.uuid() });

export const removeSecondFactorInput = z.object({
  userId: z.uuid(),
  /** Of the admin. */
  password: z.string().max(1024, "This password is too long."),
});
export type RemoveSecondFactorInput = z.infer<typeof removeSecondFactorInput>;

export const acceptInput = z.object({
  token: z.string().max(200),
  name: personName,
  password: newPassword,
});
/** What the link of a mail holds. */
export const mailedTokenInput = z.object({ token: z.string().max(200) });
export const askResetInput = z.object({ email: emailAddress });
export const resetInput = z.object({ token: z.string().max(200), password: newPassword });
