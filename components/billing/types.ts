import type { RouterOutputs } from "@/server/trpc/types";

export type StatementAnswer = RouterOutputs["billing"]["statement"];
export type MonthAnswer = RouterOutputs["billing"]["month"];
export type PriceBook = RouterOutputs["billing"]["priceBook"];
export type PriceAhead = RouterOutputs["billing"]["previewEnd"]["nextWeek"];
