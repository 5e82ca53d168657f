import { withinLog } from "@/server/log-context";
import { longestOwnWaitMs } from "./claim";
import { createOrder } from "./create-order";
import { nextDueInMs, nextOrders } from "./next-orders";
import { becomeOrderMaker, resignAsOrderMaker } from "./order-maker";
import { turnInMs } from "./order-slot";
import { searchAlone, searchTogether } from "./search-together";

/** Well below what a host of functions lets one call take, in milliseconds. */
const windowMs = 8000;
/** CartonCloud takes one post in two seconds: more attempts at once would only wait. */
const pacedAtOnce = 4;
/** Where posts need not wait for each other: while some of them search, others are posted. */
const attemptsAtOnce = 16;
/** So many share their search. */
const searchedAtOnce = 8;
/** After a window in which none got its turn, in milliseconds. */
const restMs = 2000;
/** Asked of the database at a time; then the shops' turns are looked at anew. */
const lookedUpAtOnce = 12;

export type MadeOrders = {
  attempts: number;
  /** Order links whose order was found dispatched: Etsy is to be told. */
  dispatched: string[];
  /** Some are left to be made now. */
  more: boolean;
  /** Otherwise, until the next one is due; null where the sweeper will see to it, or there is none. */
  retryInMs: number | null;
};

type Limits = {
  /** The run ends after this window. */
  last?: boolean;
  windowMs?: number;
  attemptsAtOnce?: number;
};

/**
 * Makes the outbound orders of an organisation that are due, its shops by turns, for some seconds.
 * Ends at once while another run is at it: that one looks again after it has given up its place, so
 * nothing is left between the two.
 * @throws the first error of our own, after the others had their attempts
 */
export async function makeOrders(
  organisationId: string,
  runId: string,
  limits: Limits = {},
): Promise<MadeOrders> {
  const made: MadeOrders = { attempts: 0, dispatched: [], more: false, retryInMs: null };
  const { taken, paced } = await becomeOrderMaker(organisationId, runId);
  if (!taken) return made;
  const until = Date.now() + (limits.windowMs ?? windowMs);
  const errors: unknown[] = [];
  const waiting = queueOf(organisationId);
  const atOnce = limits.attemptsAtOnce ?? (paced ? pacedAtOnce : attemptsAtOnce);
  const search = paced ? searchAlone : searchTogether(Math.min(atOnce, searchedAtOnce));

  async function work(): Promise<void> {
    while (Date.now() < until) {
      const id = await waiting.next();
      if (!id) return;
      if (paced) await untilTurn(organisationId, until);
      if (Date.now() >= until) return;
      made.attempts += 1;
      try {
        // A scope of its own: the attempts at once log under the receipt of each.
        const { state } = await withinLog({ orderLinkId: id }, () => createOrder(id, search));
        if (state === "dispatched") made.dispatched.push(id);
        waiting.done(id, state === "not_due");
      } catch (error) {
        errors.push(error);
        waiting.done(id, true);
      }
    }
  }
  const workers = Array.from({ length: atOnce }, work);
  for (const end of await Promise.allSettled(workers))
    if (end.status === "rejected") errors.push(end.reason);

  const leastMs = made.attempts === 0 ? restMs : 0;
  const untilNext = async () => {
    const waitMs = await nextDueInMs(organisationId);
    return waitMs === null ? null : Math.max(waitMs, leastMs);
  };
  const stays = !limits.last && errors.length === 0 && (await untilNext()) === 0;
  if (!stays) await resignAsOrderMaker(organisationId, runId);
  if (errors.length > 0) throw errors[0];
  // Whoever was turned away until this moment left their orders to this run.
  const waitMs = stays ? 0 : await untilNext();
  const waits = waitMs !== null && waitMs > 0 && waitMs <= longestOwnWaitMs;
  return { ...made, more: waitMs === 0, retryInMs: waits ? waitMs : null };
}

/** Waits for the organisation's next turn to post, at most until then (epoch milliseconds). */
async function untilTurn(organisationId: string, until: number): Promise<void> {
  for (let left = until - Date.now(); left > 0; left = until - Date.now()) {
    const waitMs = await turnInMs(organisationId);
    if (waitMs === 0) return;
    await new Promise((resume) => setTimeout(resume, Math.min(waitMs, left)));
  }
}

/** The links to be made next, looked up together for all attempts of a run. */
function queueOf(organisationId: string) {
  /** Under way, or nothing more to do with them in this window. */
  const out = new Set<string>();
  let queue: string[] = [];
  let lookingUp: Promise<void> | null = null;
  async function lookUp(): Promise<void> {
    const found = await nextOrders(organisationId, lookedUpAtOnce + out.size);
    queue = found.filter((id) => !out.has(id));
    lookingUp = null;
  }
  return {
    async next(): Promise<string | undefined> {
      if (queue.length === 0) {
        lookingUp ??= lookUp();
        await lookingUp;
      }
      const id = queue.shift();
      if (id) out.add(id);
      return id;
    },
    done(id: string, forThisWindow: boolean): void {
      if (!forThisWindow) out.delete(id);
    },
  };
}
