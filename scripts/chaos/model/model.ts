import type { Kind, Step } from "./steps";

/** What is known of a receipt without asking the product. */
export type Sold = {
  id: string;
  kind: Kind;
  canceled: boolean;
  refunded: boolean;
  shippedByHand: boolean;
  /** Its address was changed in Etsy. */
  moved: boolean;
  addressEntered: boolean;
  dismissed: boolean;
  /** Tracking numbers with which it left the warehouse; null while it has not. */
  parcels: string[] | null;
  /** Tracking came after it had left, from the floor or from a person. */
  trackedLater: boolean;
};

export type Model = {
  sold: Sold[];
  paused: boolean;
  /** Etsy has withdrawn the tokens, whether the product knows or not. */
  revoked: boolean;
  /** Kinds whose SKU a person has bound to a product code. */
  bound: Set<Kind>;
};

export const newModel = (): Model => ({
  sold: [],
  paused: false,
  revoked: false,
  bound: new Set(),
});

/** The receipt that a step is about. */
export const chosen = ({ sold }: Model, at: number): Sold | undefined => sold[at % sold.length];

/** Whether a step makes sense where the model is. */
export function fits(model: Model, step: Step): boolean {
  if (step.do === "pause") return !model.paused;
  if (step.do === "resume") return model.paused;
  if (step.do === "reconnect") return model.revoked;
  if (!("at" in step)) return true;
  const receipt = chosen(model, step.at);
  if (!receipt) return false;
  const { canceled, refunded, shippedByHand, parcels, trackedLater } = receipt;
  if (step.do === "cancel" || step.do === "refund") return !canceled && !refunded;
  if (step.do === "ship") return !canceled && !refunded && !shippedByHand;
  if (step.do === "dispatch") return parcels === null;
  if (step.do === "add tracking") return parcels?.length === 0 && !trackedLater;
  return true;
}

export type Outcome = {
  states: string[];
  /** How many outbound orders. */
  orders: 0 | 1;
  /** Tracking numbers that Etsy shows, in any order; left out where the model does not know. */
  told?: string[];
};

const asksForSku = (kind: Kind) => kind === "unknownSku" || kind === "noSku";

/** What has to have become of a receipt once all is done; null where only the invariants can tell. */
export function expected(
  model: Model,
  receipt: Sold,
  /** The model does not know whether an order could be dispatched when it was asked to be. */
  ordered: boolean,
): Outcome | null {
  const { kind, parcels, moved } = receipt;
  if (receipt.canceled || receipt.refunded || receipt.shippedByHand || receipt.dismissed)
    return null;
  if (kind === "digital") return { states: ["skipped"], orders: 0, told: [] };
  if (asksForSku(kind) && !model.bound.has(kind)) return { states: ["held"], orders: 0, told: [] };
  if (kind === "noAddress" && !receipt.addressEntered) {
    if (!moved) return { states: ["held"], orders: 0, told: [] };
    // Etsy does not tell of every change of an address.
    if (!ordered) return { states: ["held"], orders: 0, told: [] };
  }
  if (parcels === null) return { states: ["created"], orders: 1, told: [] };
  if (receipt.trackedLater) return { states: ["held", "completed"], orders: 1 };
  if (parcels.length === 0) return { states: ["held"], orders: 1, told: [] };
  return { states: ["completed"], orders: 1, told: parcels };
}
