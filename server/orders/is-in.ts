import type { SQL } from "drizzle-orm";
import { inArray } from "drizzle-orm";
import { orderLink } from "@/db/schema/order-link";
import type { LinkState } from "./words";

/**
 * Order links in one of these states, written into the statement: what requests ask often is planned
 * once, and a plan for whatever states would walk the whole past for the few that are still open.
 */
export const isIn = (...states: LinkState[]): SQL =>
  inArray(orderLink.state, states).inlineParams();
