import { Counter, Histogram } from "prom-client";
import { processMetrics } from "./registry";

const registers = [processMetrics()];

/** Counts of this process alone, since its start; Prometheus adds those of all processes. */
const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
  known(name, () => new Counter({ name, help, labelNames, registers }));

/** Next may load this file more than once in a process: the first one's are taken. */
function known<Metric>(name: string, make: () => Metric): Metric {
  const made = registers[0]?.getSingleMetric(name);
  return made ? (made as Metric) : make();
}

/** `status` is HTTP's or SMTP's, 0 where no answer came. */
export const outsideCalls = counter(
  "smi_outside_calls_total",
  "Calls to Etsy, CartonCloud and the mail server.",
  ["system", "method", "path", "status"],
);

export const outsideSeconds = known(
  "smi_outside_call_seconds",
  () =>
    new Histogram({
      name: "smi_outside_call_seconds",
      help: "How long calls to other systems took.",
      labelNames: ["system"],
      buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
      registers,
    }),
);

/** `outcome` is done, refused (only a person can mend it) or failed (it is tried again). */
export const tokenRefreshes = counter(
  "smi_token_refreshes_total",
  "Attempts to get a new token from Etsy or CartonCloud, by how they ended.",
  ["system", "outcome"],
);

export const refusedRequests = counter(
  "smi_refused_requests_total",
  "Requests that were sent away: signed out, not allowed, wrongly signed, too many.",
  ["kind"],
);

export const policyViolations = counter(
  "smi_policy_violations_total",
  "What the policy of a page refused, as browsers report it.",
  ["directive"],
);

export const requests = counter("smi_requests_total", "Requests answered, by status.", [
  "method",
  "status",
]);

export const failures = counter(
  "smi_failures_total",
  "Failures that nobody expected, in a procedure, a page or a step.",
  ["where"],
);
