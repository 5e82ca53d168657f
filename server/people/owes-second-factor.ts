import { DomainError } from "@/server/errors";

/** What everything but the account page answers to a person who owes a second factor. */
export const secondFactorFirst = () =>
  new DomainError(
    "not_allowed",
    "Your organisation asks for a second factor. Set up an authenticator app on your account page first.",
  );
