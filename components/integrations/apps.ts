import type { LucideIcon } from "lucide-react";
import { Store } from "lucide-react";
import type { AppId } from "@/server/integrations/schema";

export type App = { id: AppId; name: string; summary: string; icon: LucideIcon };

/** What can be integrated, in the order of the menu. */
export const apps: readonly App[] = [
  {
    id: "etsy",
    name: "Etsy",
    summary:
      "Paid orders of an Etsy shop become outbound orders; dispatched ones are completed in Etsy with their tracking.",
    icon: Store,
  },
];

export const appOf = (id: string): App | undefined => apps.find((app) => app.id === id);
