import fc from "fast-check";
import type { Call, Kind, Step, Trouble } from "./steps";
import { calls, crashPoints, kinds, troubles } from "./steps";

const keys = <K extends string>(of: Record<K, unknown>) =>
  fc.constantFrom(...(Object.keys(of) as K[]));
const at = fc.nat({ max: 11 });
const yes = fc.boolean();
const just = <S extends Step>(step: S) => fc.constant<Step>(step);
const of = (name: Extract<Step, { at: number }>["do"]) =>
  at.map((place) => ({ do: name, at: place }) as Step);

// Half of them as simple as most receipts are.
const kind = fc.oneof(fc.constant<Kind>("plain"), keys<Kind>(kinds));
const place = fc.record({ do: fc.constant("place" as const), kind });
const work = fc.record({ do: fc.constant("work" as const), rested: yes, twice: yes, at });
const fulfil = fc.record({ do: fc.constant("fulfil" as const), twice: yes, at });
const parcels = fc.constantFrom<(0 | 1 | 2)[]>(0, 1, 1, 1, 2, 2);
const dispatch = fc.record({ do: fc.constant("dispatch" as const), parcels, at });
const trouble = fc
  .record({
    do: fc.constant("trouble" as const),
    // Oftenest where a lost answer could double something.
    call: fc.oneof(keys<Call>(calls), fc.constantFrom<Call[]>("order", "tracking")),
    when: fc.constantFrom("before" as const, "after" as const, "after" as const),
    trouble: keys<Trouble>(troubles),
  })
  // A refusal for too many calls has no effect, by its meaning; a lost token answer is F10's matter.
  .map((one) =>
    one.trouble === "429" || one.call === "token" ? { ...one, when: "before" as const } : one,
  );

const seldom = fc.oneof(
  of("cancel"),
  of("ship"),
  fc.record({ do: fc.constant("refund" as const), full: yes, touch: yes, at }),
  fc.record({ do: fc.constant("move" as const), touch: yes, at }),
  just({ do: "revoke" }),
  just({ do: "pause" }),
);
const people = fc.oneof(
  of("bind"),
  of("bind"),
  of("enter address"),
  of("enter tracking"),
  of("retry"),
  of("retry"),
  of("adopt"),
  of("mark done"),
  of("dismiss"),
);
const crash = fc.record({
  do: fc.constant("crash" as const),
  point: fc.constantFrom(...crashPoints),
});

const often = <T>(times: number, what: T): T[] => Array.from({ length: times }, () => what);

/** Steps as often as they are worth: most orders should come far before something ends them. */
export const stepArbitraries: fc.Arbitrary<Step>[] = [
  ...often(5, place),
  ...often(3, just({ do: "pull" })),
  ...often(4, work),
  ...often(3, just({ do: "work all" })),
  just({ do: "two workers" }),
  ...often(7, dispatch),
  of("add tracking"),
  ...often(2, just({ do: "look for dispatches" })),
  ...often(4, fulfil),
  ...often(4, trouble),
  ...often(2, crash),
  ...often(3, people),
  ...often(2, seldom),
  // What was stopped or withdrawn is soon put right, or nothing more would happen.
  ...often(2, just({ do: "resume" })),
  ...often(2, just({ do: "reconnect" })),
  just({ do: "expire" }),
  just({ do: "allow duplicates" }),
];
