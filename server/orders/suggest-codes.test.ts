import { describe, expect, it } from "vitest";
import { suggestCodes } from "./suggest-codes";

const products = [
  { code: "MUG-FOG", name: "Stoneware mug Fog" },
  { code: "CANDLE-FIG", name: "Soy candle Fig" },
  { code: "CANDLE-CEDAR", name: "Soy candle Cedar" },
  { code: "BOARD-WALNUT", name: "Walnut serving board" },
];

describe("likely product codes", () => {
  it.each([
    ["mug_fog", "", "MUG-FOG", "The same code, written differently"],
    ["CNDL-FIG", "Soy candle 'Fig' (new)", "CANDLE-FIG", "The code is nearly the same"],
    ["FIG", "", "CANDLE-FIG", "One code contains the other"],
    ["", "Walnut board, large", "BOARD-WALNUT", "The names share “walnut board”"],
  ])("for %s “%s” begin with %s", (sku, title, code, why) => {
    expect(suggestCodes(sku, title, products)[0]).toMatchObject({ code, why });
  });

  it("are none when nothing is alike", () => {
    expect(suggestCodes("ZZ-99", "Poster", products)).toEqual([]);
  });
});
