import { eq } from "drizzle-orm";
import type fc from "fast-check";
import { db } from "@/db/client";
import { integrationEvent } from "@/db/schema/integration";
import { checkInvariants } from "@/scripts/chaos/check-invariants";
import { pagesLost } from "@/scripts/chaos/crash-once";
import { drain, failures, passTime, round } from "@/scripts/chaos/drain";
import { resume } from "@/server/integrations/lifecycle";
import type { Model } from "./model";
import { expected, fits } from "./model";
import { playPeople } from "./play-people";
import { playOutside } from "./play-shop";
import { playWork } from "./play-work";
import type { Real } from "./real";
import { liftTroubles, reconnect } from "./real";
import type { Step } from "./steps";

/** A step as a command of fast-check. */
export class Play implements fc.AsyncCommand<Model, Real> {
  constructor(readonly step: Step) {}
  check(model: Readonly<Model>): boolean {
    return fits(model, this.step);
  }
  async run(model: Model, real: Real): Promise<void> {
    if (await playOutside(model, real, this.step)) return;
    if (await playWork(model, real, this.step)) return;
    await playPeople(model, real, this.step);
  }
  toString(): string {
    return JSON.stringify(this.step);
  }
}

/** The warehouse sends every second order that is still there, and the trouble that was planned meets it. */
async function endTheDay(model: Model, real: Real): Promise<void> {
  for (const [at, { parcels }] of model.sold.entries())
    if (at % 2 === 0 && parcels === null)
      await playOutside(model, real, { do: "dispatch", parcels: 1, at });
  for (let again = 0; again < 3; again++) {
    await passTime();
    await round();
  }
}

/** Lets everything come to rest: no more trouble, the shop connected and active, no work left. */
async function comeToRest(model: Model, real: Real): Promise<string[]> {
  const { world, shop, admin } = real;
  await endTheDay(model, real);
  await liftTroubles(world);
  if (model.paused) await resume(admin, shop.id);
  await drain();
  const faults = [];
  if ((await world.rowOf(shop)).status !== "active") {
    const told = await db()
      .select()
      .from(integrationEvent)
      .where(eq(integrationEvent.integrationId, shop.id));
    if (!told.some(({ kind }) => kind === "reconnect.needed"))
      faults.push("The shop needs a reconnect, and nobody was told.");
    await reconnect(real);
  }
  failures.length = 0;
  await drain();
  faults.push(...failures.map((text) => `Without any trouble, work failed: ${text}`));
  return faults;
}

async function otherThanExpected(model: Model, { world }: Real): Promise<string[]> {
  const faults: string[] = [];
  for (const receipt of model.sold) {
    const orders = await world.ordersOf(receipt.id);
    const outcome = expected(model, receipt, orders.length > 0);
    if (!outcome) continue;
    const about = `Receipt ${receipt.id} (${receipt.kind})`;
    const { state, holdReason, skipReason } = (await world.linkOf(receipt.id)) ?? {};
    if (!outcome.states.includes(state ?? ""))
      faults.push(
        `${about} is ${state} (${holdReason ?? skipReason ?? "no reason"}), not ${outcome.states.join(" or ")}.`,
      );
    if (orders.length !== outcome.orders)
      faults.push(`${about} has ${orders.length} outbound orders, not ${outcome.orders}.`);
    if (!outcome.told) continue;
    const { shipments } = (await world.etsy.control("GET", `/receipts/${receipt.id}`)) as {
      shipments: { code: string }[];
    };
    const shown = shipments.map(({ code }) => code).sort();
    if (shown.join() !== [...outcome.told].sort().join())
      faults.push(`${about} shows parcels ${shown.join() || "none"} in Etsy.`);
  }
  return faults;
}

/** The seller completed the receipt by hand, which stands: the buyer gets no second mail for a parcel. */
const standsByHand = ({ sold }: Model, fault: string): boolean =>
  sold.some(
    ({ id, shippedByHand }) =>
      shippedByHand && fault.startsWith(`I3: receipt ${id} does not show parcel`),
  );

/** What is wrong after all steps, once everything has come to rest; empty when nothing is. */
export async function judgeAfter(model: Model, real: Real): Promise<string[]> {
  const resting = await comeToRest(model, real);
  const broken = await checkInvariants(real.world, { drained: true, pagesLost });
  return [
    ...resting,
    ...(await otherThanExpected(model, real)),
    ...broken.filter((fault) => !standsByHand(model, fault)),
  ];
}
