import { z } from "zod";

const ordered = [
  "EQUAL_TO",
  "NOT_EQUAL_TO",
  "GREATER_THAN",
  "GREATER_THAN_OR_EQUAL_TO",
  "LESS_THAN",
  "LESS_THAN_OR_EQUAL_TO",
] as const;
const textMethods = [
  "EQUAL_TO",
  "NOT_EQUAL_TO",
  "CONTAINS",
  "DOES_NOT_CONTAIN",
  "STARTS_WITH",
] as const;

const field = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("JsonField"), pointer: z.string().startsWith("/") }),
  z.strictObject({ type: z.literal("ValueField"), value: z.string() }),
]);
const wrapped = <T extends z.ZodType>(value: T) =>
  z.strictObject({ type: z.literal("ValueField"), value });

const comparison = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("TextComparisonCondition"),
    field,
    value: wrapped(z.string()),
    method: z.enum(textMethods),
  }),
  z.strictObject({
    type: z.literal("BooleanComparisonCondition"),
    field,
    value: wrapped(z.boolean()),
  }),
  z.strictObject({
    type: z.literal("NumericComparisonCondition"),
    field,
    value: wrapped(z.number()),
    method: z.enum(ordered),
  }),
  z.strictObject({
    type: z.literal("DateComparisonCondition"),
    field,
    value: wrapped(z.iso.date()),
    method: z.enum(ordered),
  }),
  z.strictObject({
    type: z.literal("DateTimeComparisonCondition"),
    field,
    value: wrapped(z.iso.datetime({ offset: true })),
    method: z.enum(ordered),
  }),
]);

export type Comparison = z.infer<typeof comparison>;
export type Group = { type: "AndCondition" | "OrCondition"; conditions: Condition[] };
export type Condition = Comparison | Group;

const conditions: z.ZodType<Condition[]> = z.lazy(() =>
  z
    .array(
      z.discriminatedUnion("type", [
        z.strictObject({ type: z.literal("AndCondition"), conditions }),
        z.strictObject({ type: z.literal("OrCondition"), conditions }),
        comparison,
      ]),
    )
    .min(1),
);

/** Body of a search: its top condition is always a group. */
export const searchRequest = z.strictObject({
  condition: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("AndCondition"), conditions }),
    z.strictObject({ type: z.literal("OrCondition"), conditions }),
  ]),
});
