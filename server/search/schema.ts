import { z } from "zod";

export const searchInput = z.object({ text: z.string().trim().min(1).max(100) });

export type SearchHit = {
  kind: "customer" | "integration" | "receipt" | "order";
  label: string;
  /** What tells it from another of the same name. */
  detail: string;
  href: string;
};
