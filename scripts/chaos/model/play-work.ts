import { crashOnceAt } from "@/scripts/chaos/crash-once";
import { letTokensEnd, passTime, round } from "@/scripts/chaos/drain";
import { checkDispatches } from "@/server/fulfilment/check-dispatches";
import { fulfilReceipt } from "@/server/fulfilment/fulfil-receipt";
import { pause, resume } from "@/server/integrations/lifecycle";
import { createOrder } from "@/server/orders/create-order";
import { failPull } from "@/server/orders/fail-pull";
import { pullPage } from "@/server/orders/pull-page";
import { openPull } from "@/server/orders/request-pull";
import type { Model } from "./model";
import { chosen } from "./model";
import type { Real } from "./real";
import { letRest, mayFail, reconnect } from "./real";
import type { Step } from "./steps";
import { calls, troubles } from "./steps";

async function pull({ shop }: Real): Promise<void> {
  const opened = await openPull(shop.id, { trigger: "schedule", userId: null });
  if (!opened) return;
  const { pullId } = opened;
  let ended = false;
  await mayFail(async () => {
    while ((await pullPage(pullId)).more);
    ended = true;
  });
  if (!ended) await mayFail(() => failPull(pullId, "It failed."));
}

async function onOne(
  { world }: Real,
  receiptId: string,
  step: Extract<Step, { do: "work" | "fulfil" }>,
): Promise<void> {
  const link = await world.linkOf(receiptId);
  if (!link) return;
  await letRest(link.id, step.do === "work" && step.rested);
  const verb = step.do === "work" ? createOrder : fulfilReceipt;
  const once = () => mayFail(() => verb(link.id));
  await Promise.all(step.twice ? [once(), once()] : [once()]);
}

/** The product at work, its connection, and trouble on its way. False: the step is of another kind. */
export async function playWork(model: Model, real: Real, step: Step): Promise<boolean> {
  const { world, shop, admin } = real;
  switch (step.do) {
    case "pull":
      await pull(real);
      return true;
    case "work":
    case "fulfil":
      await onOne(real, chosen(model, step.at)?.id ?? "", step);
      return true;
    case "work all":
      await passTime();
      await round();
      return true;
    case "two workers":
      await passTime();
      await Promise.all([round(), round()]);
      return true;
    case "look for dispatches":
      await mayFail(() => checkDispatches(shop.organisationId));
      return true;
    case "revoke":
      await world.etsy.control("POST", "/revoke", { login: shop.login });
      model.revoked = true;
      return true;
    case "reconnect":
      await reconnect(real);
      model.revoked = false;
      return true;
    case "expire":
      await world.etsy.control("POST", "/expire", { login: shop.login });
      await letTokensEnd();
      return true;
    case "pause":
      model.paused = (await mayFail(() => pause(admin, shop.id).then(() => true))) ?? false;
      return true;
    case "resume":
      if (await mayFail(() => resume(admin, shop.id).then(() => true))) model.paused = false;
      return true;
    case "trouble": {
      const [system, route] = calls[step.call];
      await world[system].fault({ route, when: step.when, fault: troubles[step.trouble] });
      return true;
    }
    case "crash":
      crashOnceAt(step.point);
      return true;
    default:
      return false;
  }
}
