import { describe, expect, it } from "vitest";
import { anyReader, exactWords, readerOf } from "./moment-words";

const at = new Date("2026-11-28T13:05:00Z");
/** The narrow space that some versions of the time zone data write before AM and PM. */
const plain = (text: string) => text.replaceAll("\u202f", " ");

describe("a moment", () => {
  it.each([
    ["en-GB", "Europe/Berlin", "28 Nov 2026, 14:05 CET"],
    ["en-GB", "America/New_York", "28 Nov 2026, 08:05 GMT-5"],
    ["en-GB", "Australia/Melbourne", "29 Nov 2026, 00:05 GMT+11"],
    ["en-US", "Europe/Berlin", "Nov 28, 2026, 02:05 PM GMT+1"],
    ["en-US", "America/New_York", "Nov 28, 2026, 08:05 AM EST"],
    ["en-US", "Australia/Melbourne", "Nov 29, 2026, 12:05 AM GMT+11"],
  ])("is read in %s and %s as %s", (language, zone, words) => {
    expect(plain(exactWords(at, readerOf([language], zone)))).toBe(words);
  });

  it("is told in English with the clock of a reader who asks for another language first", () => {
    const german = readerOf(["de-DE", "en-US"], "Europe/Berlin");
    expect(exactWords(at, german)).toBe("Nov 28, 2026, 14:05 GMT+1");
    expect(exactWords(at, readerOf(["de"], "Europe/Berlin"))).toBe("28 Nov 2026, 14:05 CET");
  });

  it("is told in UTC while the reader is not known", () => {
    expect(exactWords(at, anyReader)).toBe("28 Nov 2026, 13:05 UTC");
  });

  it.each([
    [["en-US@posix"], "28 Nov 2026, 13:05 UTC"],
    [["C", "en-US"], "Nov 28, 2026, 01:05 PM UTC"],
    [[], "28 Nov 2026, 13:05 UTC"],
  ])("is told where a browser asks for %s, which is no language", (languages, words) => {
    expect(plain(exactWords(at, readerOf(languages, "UTC")))).toBe(words);
  });
});
