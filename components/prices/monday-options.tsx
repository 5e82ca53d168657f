import { formatDay } from "@/components/billing/format-week";

/** The Mondays that a price can begin with, the running week's first. */
export function MondayOptions({ mondays }: { mondays: readonly string[] }) {
  return mondays.map((monday, index) => (
    <option key={monday} value={monday}>
      {formatDay(monday)}
      {index === 0 ? " (this week)" : ""}
    </option>
  ));
}
