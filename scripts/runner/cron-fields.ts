const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const DAYS = "SUN MON TUE WED THU FRI SAT".split(" ");

/** The five fields of a cron schedule; `null` stands for an unrestricted day field. */
export type CronFields = {
  minutes: Set<number>;
  hours: Set<number>;
  monthDays: Set<number> | null;
  months: Set<number>;
  weekDays: Set<number> | null;
};

/**
 * Reads the five fields: lists, ranges, steps, names of months and days.
 * @throws Error naming the field that is wrong.
 */
export function parseCronFields(text: string): CronFields {
  const fields = text.trim().split(/\s+/);
  const [minutes = "", hours = "", monthDays = "", months = "", weekDays = ""] = fields;
  if (fields.length !== 5) throw new Error(`it has ${fields.length} fields, and five are needed`);
  const isAny = (field: string) => field === "*" || field === "?";
  const week = parseField(weekDays, 0, 7, DAYS, 0);
  return {
    minutes: parseField(minutes, 0, 59, [], 0),
    hours: parseField(hours, 0, 23, [], 0),
    monthDays: isAny(monthDays) ? null : parseField(monthDays, 1, 31, [], 1),
    months: parseField(months, 1, 12, MONTHS, 1),
    weekDays: isAny(weekDays) ? null : new Set([...week].map((day) => day % 7)),
  };
}

function parseField(field: string, low: number, high: number, names: string[], firstName: number) {
  const values = new Set<number>();
  const toNumber = (text: string) => {
    const index = names.indexOf(text.toUpperCase());
    const value = index >= 0 ? index + firstName : /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= low && value <= high)) {
      throw new Error(`"${text}" in "${field}" is not between ${low} and ${high}`);
    }
    return value;
  };
  for (const part of field.split(",")) {
    const [range = "", step, extra] = part.split("/");
    const by = step === undefined ? 1 : Number(step);
    if (!Number.isInteger(by) || by < 1 || extra !== undefined) {
      throw new Error(`the step in "${part}" is not a whole number above 0`);
    }
    const [from = "", to, more] = range.split("-");
    if (more !== undefined) throw new Error(`"${range}" is not a range`);
    const any = range === "*" || range === "?";
    const first = any ? low : toNumber(from);
    const last = any ? high : to !== undefined ? toNumber(to) : step === undefined ? first : high;
    if (last < first) throw new Error(`the range "${range}" runs backwards`);
    for (let value = first; value <= last; value += by) values.add(value);
  }
  return values;
}
