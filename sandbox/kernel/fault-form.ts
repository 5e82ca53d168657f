import { html } from "hono/html";
import type { Fault, FaultRule, Faults } from "./faults";
import { faultRule } from "./faults";
import type { Html } from "./page";
import { button, field, form, select } from "./page";

export type FaultChoices = {
  /** Where the form posts to; `/clear` below it removes what is planned. */
  action: string;
  /** Requests as the journal names them, "*" for any, with words for people. */
  routes: readonly { value: string; label: string }[];
  kinds: readonly { value: string; label: string; fault: Fault }[];
};

const whens = [
  { value: "before", label: "Before the work is done" },
  { value: "after", label: "After the work is done" },
];

/** Faults that both stand-ins can meet, beside those of their own. */
export const commonFaults: FaultChoices["kinds"] = [
  { value: "reset", label: "Connection cut", fault: { kind: "reset" } },
  { value: "slow", label: "10 s late", fault: { kind: "delay", ms: 10_000 } },
  { value: "half", label: "Half an answer", fault: { kind: "half-json" } },
  { value: "html", label: "An HTML page", fault: { kind: "html" } },
];

const howOften = (times: FaultRule["times"]): string =>
  times === "always" ? "always" : times === 1 ? "once" : `${times} times`;

const labelOf = (
  options: readonly { value: string; label: string }[],
  value: string | undefined,
): string | undefined => options.find((one) => one.value === value)?.label;

/** A planned fault in the words of the form, or as a program named it. */
function inWords({ route, fault, when, nth, times }: FaultRule, choices: FaultChoices): string {
  const same = choices.kinds.find((one) => JSON.stringify(one.fault) === JSON.stringify(fault));
  const request = labelOf(choices.routes, route) ?? route;
  const which = labelOf(whens, when)?.toLowerCase();
  return `${request}: ${same?.label ?? fault.kind}, ${which}, from request ${nth} on, ${howOften(times)}`;
}

/** A form that lets requests go wrong, several one after the other too, and the list of what is planned. */
export function faultSection(faults: Faults, choices: FaultChoices): Html {
  const { action, routes, kinds } = choices;
  const waiting = faults
    .list()
    .filter((line) => line.times === "always" || line.played < line.times);
  const list = waiting.map((line) => html`<li>${inWords(line, choices)}</li>`);
  const fields = html`<div class="grid">
${select({ label: "Request", name: "route", value: "*", options: routes })}
${select({ label: "Goes wrong with", name: "kind", options: kinds })}
${select({ label: "When", name: "when", value: "before", options: whens })}
${field({ label: "From which request on", name: "nth", type: "number", value: 1 })}
${field({ label: "How many times", name: "times", type: "number", value: 1 })}</div>
<div class="actions">${button("Let it go wrong")}</div>`;
  return html`<section><h2>Requests that go wrong</h2><p>Several can be planned: each counts the requests that come from now on.</p>${form(action, fields)}
${list.length > 0 ? html`<ul>${list}</ul>${form(`${action}/clear`, button("Remove faults", "quiet"))}` : ""}
</section>`;
}

/** What to say where `readFault` finds none. */
export const noFault =
  "Not added: choose from the lists, and count requests and times from 1 on, in whole numbers.";

/** The line of the script that the form describes; null where it describes none. */
export function readFault(
  form: URLSearchParams,
  { routes, kinds }: FaultChoices,
): FaultRule | null {
  const number = (name: string) => Number(form.get(name) || 1);
  const rule = faultRule.safeParse({
    route: routes.find((one) => one.value === form.get("route"))?.value,
    fault: kinds.find((kind) => kind.value === form.get("kind"))?.fault,
    when: form.get("when"),
    nth: number("nth"),
    times: number("times"),
  });
  return rule.success ? rule.data : null;
}
