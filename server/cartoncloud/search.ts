export type Condition = Comparison | { type: "OrCondition"; conditions: Comparison[] };
type Comparison = { type: string; field: object; value: object; method: string };
export type SearchBody = { condition: { type: "AndCondition"; conditions: Condition[] } };

const compare = (type: string, pointer: string, method: string, value: string): Comparison => ({
  type,
  field: { type: "JsonField", pointer },
  value: { type: "ValueField", value },
  method,
});

export const textIs = (pointer: string, value: string) =>
  compare("TextComparisonCondition", pointer, "EQUAL_TO", value);

/** `at` is compared as an instant. */
export const notBefore = (pointer: string, at: Date) =>
  compare("DateTimeComparisonCondition", pointer, "GREATER_THAN_OR_EQUAL_TO", at.toISOString());

/** CartonCloud refuses a bare comparison: the top of a search is a group. */
export const all = (...conditions: Condition[]): SearchBody => ({
  condition: { type: "AndCondition", conditions },
});

export const any = (...conditions: Comparison[]): Condition => ({
  type: "OrCondition",
  conditions,
});
