/** What the sign-in form shows after an attempt. */
export type SignInState = {
  email: string;
  error: string | null;
  fields: Record<string, string>;
  /** Set once the password was right and the code of the second factor is due. */
  challenge: string | null;
};

/** What a plain form shows after it was sent; `done` where there is nothing left to enter. */
export type FormState = {
  error: string | null;
  fields: Record<string, string>;
  done: boolean;
  /** What was typed and is no secret, to be typed once only. */
  values?: { name: string };
};
export const untouchedForm: FormState = { error: null, fields: {}, done: false };

/** What a page says of a request that it makes by itself, while nobody sits before it. */
export const unattendedHeader = "x-unattended";

/** Whom an invitation invites, and to what. */
export type Invited = {
  email: string;
  role: "admin" | "customer_user";
  organisationName: string;
  /** The address has an account, which joins. */
  hasAccount: boolean;
};
