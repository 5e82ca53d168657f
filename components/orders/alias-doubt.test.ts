import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { AliasDoubt, doubtIn } from "./alias-doubt";

const answer = { productCode: "CANDLE" };
const shown = (errors: Record<string, string>, current: { productCode: string } | null) => {
  const doubt = doubtIn(errors, answer);
  return doubt
    ? renderToStaticMarkup(
        createElement(AliasDoubt, { doubt, current, pending: false, onGoOn: vi.fn() }),
      )
    : null;
};

it("a doubt is said with the press that overrules it by name", () => {
  expect(shown({ sure: "Could also be MUG." }, null)).toMatch(
    /Could also be MUG\..*CANDLE is the right one/,
  );
  expect(shown({ replaces: "It is MUG here." }, { productCode: "MUG" })).toMatch(
    /It is MUG here\..*Replace MUG by CANDLE/,
  );
});

it("a replacement is not offered while it is not known what would be replaced", () => {
  expect(shown({ replaces: "Someone changed it." }, null)).not.toContain("<button");
});

it("a refusal of another kind is no doubt", () => {
  expect(shown({ productCode: "No such product." }, null)).toBeNull();
});
