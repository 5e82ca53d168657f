/** Who asks, for whom, and how far they see. The first argument of every service verb. */
export type Scope = {
  userId: string;
  sessionId: string;
  organisationId: string;
  role: "admin" | "customer_user";
  /** Customers that a customer user acts for; admins see all of their organisation. */
  customerIds: readonly string[];
};
