import { customers } from "@/sandbox/demo";
import type { Model } from "./model";
import { chosen } from "./model";
import type { Real } from "./real";
import type { Step } from "./steps";
import { kinds } from "./steps";

/** Etsy tells whole seconds: a change in the second of the sale could not be told from it. */
const soldAgoSeconds = 30;

/** What happens in the shop and on the warehouse floor. False: the step is of another kind. */
export async function playOutside(model: Model, real: Real, step: Step): Promise<boolean> {
  const { etsy } = real.world;
  if (step.do === "place") {
    const createdAt = Math.floor(Date.now() / 1000) - soldAgoSeconds;
    const [id = ""] = await real.world.place(real.shop, { ...kinds[step.kind], createdAt });
    model.sold.push({
      id,
      kind: step.kind,
      canceled: false,
      refunded: false,
      shippedByHand: false,
      moved: false,
      addressEntered: false,
      dismissed: false,
      parcels: null,
      trackedLater: false,
    });
    return true;
  }
  if (step.do === "allow duplicates") {
    const settings = { uniqueReferences: false };
    await real.world.cartonCloud.control("POST", "/customers", { id: customers[0].id, settings });
    return true;
  }
  const receipt = "at" in step ? chosen(model, step.at) : undefined;
  if (!receipt) return false;
  const act = (action: string, body: Record<string, unknown> = {}) =>
    etsy.control("POST", `/receipts/${receipt.id}/${action}`, body);
  switch (step.do) {
    case "cancel":
      await act("cancel");
      receipt.canceled = true;
      return true;
    case "refund":
      await act("refund", { touch: step.touch, ...(step.full ? {} : { amount: 100 }) });
      receipt.refunded = step.full;
      return true;
    case "move":
      await act("address", {
        touch: step.touch,
        name: "Robin Newplace",
        firstLine: "12 Harbour Terrace",
        city: "Portland",
        zip: "97201",
      });
      receipt.moved = true;
      return true;
    case "ship":
      await act("ship", { tracking_code: `HAND${receipt.id}`, carrier_name: "usps" });
      receipt.shippedByHand = true;
      return true;
    case "dispatch":
    case "add tracking":
      await onTheFloor(real, receipt, step);
      return true;
    default:
      return false;
  }
}

async function onTheFloor(
  { world }: Real,
  receipt: Model["sold"][number],
  step: Extract<Step, { do: "dispatch" | "add tracking" }>,
): Promise<void> {
  const [found] = await world.ordersOf(receipt.id);
  if (!found) return;
  const code = (place: number) => `94001118${receipt.id}${place}`;
  if (step.do === "add tracking") {
    const parcels = [{ carrier: "USPS", tracking: code(9) }];
    await world.cartonCloud.control("POST", `/orders/${found.order.id}/tracking`, { parcels });
    receipt.trackedLater = true;
    return;
  }
  const codes = [1, 2].slice(0, step.parcels).map(code);
  const parcels = codes.map((tracking) => ({ carrier: "USPS", tracking }));
  await world.dispatch(receipt.id, parcels);
  receipt.parcels = codes;
}
