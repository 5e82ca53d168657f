import { Inngest } from "inngest";

/** Keys, base URL and mode come from the SDK's own INNGEST_* variables. */
export const inngest = new Inngest({ id: "self-managed-integrations" });
