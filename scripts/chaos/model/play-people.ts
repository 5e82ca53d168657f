import { enterTracking, markDoneByHand } from "@/server/fulfilment/by-hand";
import { bindSku } from "@/server/orders/alias";
import { lineKey } from "@/server/orders/map-receipt";
import { openStoredReceipt } from "@/server/orders/order-link";
import {
  adoptOrder,
  dismissOrderLink,
  enterAddress,
  retryOrderLinks,
} from "@/server/orders/release";
import type { Model } from "./model";
import { chosen } from "./model";
import type { Real } from "./real";
import { mayFail } from "./real";
import type { Step } from "./steps";

/** What stands for the two products that Etsy and CartonCloud do not name alike. */
const productCodes = { unknownSku: "CANDLE-FIG", noSku: "MUG-SECONDS" } as const;

/** What an admin does with an order, by the verbs of the console. A refusal in words is fine. */
export async function playPeople(model: Model, real: Real, step: Step): Promise<void> {
  const receipt = "at" in step ? chosen(model, step.at) : undefined;
  const link = receipt && (await real.world.linkOf(receipt.id));
  if (!receipt || !link) return;
  const { admin, shop } = real;
  const done = async (work: () => Promise<unknown>) =>
    (await mayFail(() => work().then(() => true))) === true;
  switch (step.do) {
    case "bind": {
      const { kind } = receipt;
      const line = openStoredReceipt(link)?.lines[0];
      if (!line || (kind !== "unknownSku" && kind !== "noSku")) return;
      const input = { sku: lineKey(line), productCode: productCodes[kind] };
      if (await done(() => bindSku(admin, link.id, input))) model.bound.add(kind);
      return;
    }
    case "enter address": {
      const address = {
        name: "Kim Entered",
        firstLine: "7 Typed Street",
        secondLine: "",
        city: "Austin",
        state: "TX",
        zip: "78701",
        countryIso: "US",
      };
      if (await done(() => enterAddress(admin, link.id, address))) receipt.addressEntered = true;
      return;
    }
    case "enter tracking": {
      const tracking = { trackingCode: `TYPED${receipt.id}`, carrier: "USPS" };
      if (await done(() => enterTracking(admin, link.id, tracking))) receipt.trackedLater = true;
      return;
    }
    case "retry":
      await done(() => retryOrderLinks(admin, shop.id, [link.id]));
      return;
    case "adopt":
      await done(() => adoptOrder(admin, link.id));
      return;
    case "mark done":
      await done(() => markDoneByHand(admin, link.id));
      return;
    case "dismiss":
      if (await done(() => dismissOrderLink(admin, link.id, "Sent by other means.")))
        receipt.dismissed = true;
      return;
  }
}
