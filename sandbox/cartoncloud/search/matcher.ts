import { Problem } from "@/sandbox/cartoncloud/api/problem";
import type { SearchFields } from "./fields";
import type { Comparison, Condition } from "./search-request";

type Fits = (record: unknown) => boolean;

/**
 * Builds the test of a search condition.
 *
 * @throws Problem 422 when it names a field that cannot be searched, or compares it as another kind.
 */
export function matcher(condition: Condition, fields: SearchFields): Fits {
  if ("conditions" in condition) {
    const parts = condition.conditions.map((part) => matcher(part, fields));
    return condition.type === "AndCondition"
      ? (record) => parts.every((fits) => fits(record))
      : (record) => parts.some((fits) => fits(record));
  }
  const keys = pointerOf(condition, fields).slice(1).split("/");
  return (record) => compare(condition, valueAt(record, keys));
}

function pointerOf(condition: Comparison, fields: SearchFields): string {
  const { field } = condition;
  const pointer = field.type === "JsonField" ? field.pointer : fields.names[field.value];
  const named = field.type === "JsonField" ? field.pointer : field.value;
  if (pointer === undefined || (field.type === "JsonField" && !(pointer in fields.pointers)))
    throw notSearchable(`${named} cannot be searched`);
  const kind = fields.pointers[pointer] ?? "text";
  const fitting = {
    text: ["TextComparisonCondition"],
    boolean: ["BooleanComparisonCondition"],
    datetime: ["DateTimeComparisonCondition", "DateComparisonCondition"],
  }[kind];
  if (!fitting.includes(condition.type))
    throw notSearchable(`${named} is compared by ${fitting.join(" or ")}`);
  return pointer;
}

function notSearchable(message: string): Problem {
  return new Problem(422, [{ field: "/condition/conditions", message }]);
}

function compare(condition: Comparison, found: unknown): boolean {
  if (condition.type === "BooleanComparisonCondition") return found === condition.value.value;
  if (condition.type === "TextComparisonCondition")
    return compareText(condition.method, String(found ?? ""), condition.value.value);
  if (found === null || found === undefined) return false;
  if (condition.type === "DateComparisonCondition")
    return inOrder(condition.method, String(found).slice(0, 10), condition.value.value);
  if (condition.type === "NumericComparisonCondition")
    return inOrder(condition.method, Number(found), condition.value.value);
  return inOrder(condition.method, Date.parse(String(found)), Date.parse(condition.value.value));
}

function compareText(method: string, found: string, wanted: string): boolean {
  if (method === "EQUAL_TO") return found === wanted;
  if (method === "NOT_EQUAL_TO") return found !== wanted;
  if (method === "STARTS_WITH") return found.startsWith(wanted);
  return found.includes(wanted) === (method === "CONTAINS");
}

function inOrder<T extends string | number>(method: string, found: T, wanted: T): boolean {
  if (method === "EQUAL_TO") return found === wanted;
  if (method === "NOT_EQUAL_TO") return found !== wanted;
  if (method.endsWith("OR_EQUAL_TO") && found === wanted) return true;
  return method.startsWith("GREATER") ? found > wanted : found < wanted;
}

function valueAt(record: unknown, keys: readonly string[]): unknown {
  let at = record;
  for (const key of keys) {
    if (at === null || typeof at !== "object") return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}
