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

describe("two codes that fit equally well", () => {
  it("are told as such, whichever comes first; a clear best one is not", () => {
    const twins = [
      { code: "MUG-FOG", name: "Mug" },
      { code: "MUGFOG", name: "Mug" },
      { code: "MUG-FOX", name: "Mug" },
    ];
    expect(suggestCodes("mug fog", "", twins).map(({ code, tied }) => [code, tied])).toEqual([
      ["MUG-FOG", true],
      ["MUGFOG", true],
      ["MUG-FOX", false],
    ]);
    expect(suggestCodes("mug_fog", "", products)[0]?.tied).toBe(false);
  });

  it("are not two codes in another script that have nothing in common", () => {
    const kana = [{ code: "マグ", name: "" }];
    expect(suggestCodes("皿", "", kana).filter(({ why }) => why.startsWith("The same"))).toEqual(
      [],
    );
  });
});
