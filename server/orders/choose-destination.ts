import type { Receipt, ReceiptLine } from "@/server/etsy/wire";
import type { Destination, OrderCreation, RuleCondition } from "@/server/integrations/schema";

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/**
 * `*` stands for any text; case does not count. Takes each part at its first place, so that no
 * pattern makes it try again: an expression of many stars would keep the process for hours.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const [first = "", ...middle] = pattern.toLowerCase().split("*");
  const given = text.toLowerCase();
  const last = middle.pop();
  if (last === undefined) return given === first;
  if (!given.startsWith(first) || !given.endsWith(last)) return false;
  let at = first.length;
  for (const part of middle) {
    const found = given.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= given.length - last.length;
}

function holds(when: RuleCondition, receipt: Receipt, lines: ReceiptLine[]): boolean {
  const value = receipt.total ? receipt.total.minor / receipt.total.divisor : null;
  return (
    (when.countries.length === 0 ||
      when.countries.some((country) => same(country, receipt.countryIso ?? ""))) &&
    (when.states.length === 0 || when.states.some((state) => same(state, receipt.state ?? ""))) &&
    (when.shippingUpgrade === "" ||
      lines.some((line) =>
        line.shippingUpgrade?.toLowerCase().includes(when.shippingUpgrade.toLowerCase()),
      )) &&
    (when.skuPattern === "" ||
      lines.some((line) => line.sku && matchesPattern(when.skuPattern, line.sku))) &&
    (when.gift === null || when.gift === receipt.isGift) &&
    (when.valueFrom === null || (value !== null && value >= when.valueFrom)) &&
    (when.valueTo === null || (value !== null && value <= when.valueTo))
  );
}

/** The destination of the first rule whose conditions all hold; `otherwise` where none does. */
export function chooseDestination(
  settings: OrderCreation,
  receipt: Receipt,
  physicalLines: ReceiptLine[],
): Destination {
  return (
    settings.rules.find(({ when }) => holds(when, receipt, physicalLines))?.destination ??
    settings.otherwise
  );
}
