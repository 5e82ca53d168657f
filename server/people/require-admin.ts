import { DomainError } from "@/server/errors";
import type { Scope } from "./scope";

/** @throws DomainError not_allowed for a customer user. */
export function requireAdmin(scope: Scope): void {
  if (scope.role !== "admin")
    throw new DomainError(
      "not_allowed",
      "Only an admin of the organisation can do this. Ask your 3PL.",
    );
}
