import type { Destination, OrderCreation } from "@/server/integrations/schema";
import type { RouterInputs } from "@/server/trpc/types";

/** A rule as it is typed. `key` stays with it when it moves. */
export type RuleDraft = {
  key: number;
  countries: string;
  states: string;
  shippingUpgrade: string;
  skuPattern: string;
  gift: "any" | "yes" | "no";
  valueFrom: string;
  valueTo: string;
  destination: string;
};

export type OrderCreationDraft = {
  rules: RuleDraft[];
  otherwise: string;
  importKind: "now" | "since";
  importDate: string;
};

/** Destinations as the value of a select: the id of a warehouse, or one of these. */
export const leaveOut = "leave_out";
export const holdForMe = "hold";

const destinationText = (to: Destination) => (to.kind === "warehouse" ? to.warehouseId : to.kind);

function destinationOf(text: string): Destination {
  if (text === leaveOut || text === holdForMe) return { kind: text };
  return { kind: "warehouse", warehouseId: text };
}

const amountText = (value: number | null) => (value === null ? "" : String(value));
/** Not a number where the text is none: the server says so at the field. */
const amountOf = (text: string) => (text.trim() === "" ? null : Number(text.trim()));

const list = (text: string) => text.split(/[\s,;]+/).filter(Boolean);

export const emptyRule = (key: number): RuleDraft => ({
  key,
  countries: "",
  states: "",
  shippingUpgrade: "",
  skuPattern: "",
  gift: "any",
  valueFrom: "",
  valueTo: "",
  destination: "",
});

/** What the editor begins with: what is saved, or the customer's only warehouse for everything. */
export function draftOf(
  saved: OrderCreation | null,
  warehouses: readonly { id: string }[],
): OrderCreationDraft {
  const only = warehouses.length === 1 ? warehouses[0]?.id : undefined;
  if (!saved) return { rules: [], otherwise: only ?? "", importKind: "now", importDate: "" };
  return {
    rules: saved.rules.map(({ when, destination }, key) => ({
      key,
      countries: when.countries.join(", "),
      states: when.states.join(", "),
      shippingUpgrade: when.shippingUpgrade,
      skuPattern: when.skuPattern,
      gift: when.gift === null ? "any" : when.gift ? "yes" : "no",
      valueFrom: amountText(when.valueFrom),
      valueTo: amountText(when.valueTo),
      destination: destinationText(destination),
    })),
    otherwise: destinationText(saved.otherwise),
    importKind: saved.importFrom.kind,
    importDate: saved.importFrom.kind === "since" ? saved.importFrom.date : "",
  };
}

export function inputOf(
  integrationId: string,
  draft: OrderCreationDraft,
): RouterInputs["integrations"]["saveOrderCreation"] {
  return {
    integrationId,
    rules: draft.rules.map((rule) => ({
      when: {
        countries: list(rule.countries),
        states: list(rule.states),
        shippingUpgrade: rule.shippingUpgrade,
        skuPattern: rule.skuPattern,
        gift: rule.gift === "any" ? null : rule.gift === "yes",
        valueFrom: amountOf(rule.valueFrom),
        valueTo: amountOf(rule.valueTo),
      },
      destination: destinationOf(rule.destination),
    })),
    otherwise: destinationOf(draft.otherwise),
    importFrom:
      draft.importKind === "now" ? { kind: "now" } : { kind: "since", date: draft.importDate },
  };
}

/** True for a rule without any condition: it takes every order, and those below it get none. */
export const takesAll = (rule: RuleDraft): boolean =>
  !rule.countries.trim() &&
  !rule.states.trim() &&
  !rule.shippingUpgrade.trim() &&
  !rule.skuPattern.trim() &&
  rule.gift === "any" &&
  !rule.valueFrom.trim() &&
  !rule.valueTo.trim();
