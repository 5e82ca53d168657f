import { expect, it } from "vitest";
import { elapsedWords } from "./elapsed-words";

const from = new Date("2026-03-01T10:00:00Z");

it.each([
  [0, ""],
  [999, ""],
  [1000, ", 1 second later"],
  [59_999, ", 59 seconds later"],
  [60_000, ", 1 minute later"],
  [3_599_000, ", 59 minutes later"],
  [3_600_000, ", 1 hour later"],
  [7_500_000, ", 2 hours 5 minutes later"],
  [86_400_000, ", 1 day later"],
  [2 * 86_400_000 + 3_600_000, ", 2 days 1 hour later"],
])("%i ms after the one before reads as “%s”", (ms, words) => {
  expect(elapsedWords(from, new Date(from.getTime() + ms))).toBe(words);
});

it("says nothing of the first, and of what a clock that was set back puts before the one before", () => {
  expect(elapsedWords(undefined, from)).toBe("");
  expect(elapsedWords(new Date("2026-03-01T10:00:05Z"), from)).toBe("");
});
