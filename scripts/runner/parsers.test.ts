import { expect, test } from "vitest";
import { parseCron } from "./cron";
import { parseDelay, parseDuration, parseRetryAfter } from "./durations";
import { compileExpression } from "./expression";
import { canonicalJson, hashSigningKey, isSigned, sign } from "./signature";

const iso = (text: string) => Date.parse(text);

test.each([
  ["*/15 * * * *", "2026-11-23T10:01:00Z", "2026-11-23T10:15:00Z"],
  ["0 0 * * *", "2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z"],
  ["30 6 * * 1-5", "2026-11-27T06:30:00Z", "2026-11-30T06:30:00Z"],
  ["0 9 1 JAN *", "2026-11-23T00:00:00Z", "2027-01-01T09:00:00Z"],
  ["0 0 29 2 *", "2026-11-23T00:00:00Z", "2028-02-29T00:00:00Z"],
  ["0 0 13 * 5", "2026-11-23T00:00:00Z", "2026-11-27T00:00:00Z"],
  ["0 0 * * 7", "2026-11-23T00:00:00Z", "2026-11-29T00:00:00Z"],
  ["TZ=Australia/Sydney 0 9 * * *", "2026-11-23T00:00:00Z", "2026-11-23T22:00:00Z"],
  ["TZ=Australia/Sydney 0 9 * * *", "2026-07-01T00:00:00Z", "2026-07-01T23:00:00Z"],
  ["TZ=Asia/Kolkata 0 9 * * *", "2026-11-23T00:00:00Z", "2026-11-23T03:30:00Z"],
  ["TZ=America/New_York 30 0 8 3 *", "2026-03-07T00:00:00Z", "2026-03-08T05:30:00Z"],
])("cron %s after %s comes at %s", (source, after, expected) => {
  expect(parseCron(source).next(iso(after))).toBe(iso(expected));
});

test.each([
  "* * * *",
  "61 * * * *",
  "*/0 * * * *",
  "0 0 31 2 *",
  "TZ=Mars/Base 0 0 * * *",
  "@daily",
])("cron %s is refused in words", (source) =>
  expect(() => parseCron(source)).toThrow(/The cron schedule .* is refused/),
);

test.each([
  ["1h30m", 5_400_000],
  ["300ms", 300],
  ["1.5s", 1_500],
  ["2w1d", 1_296_000_000],
  ["", 0],
  ["soon", undefined],
  ["1h soon", undefined],
])("the duration %j is %j ms", (text, ms) => expect(parseDuration(text)).toBe(ms));

test("a wait is read from a date, a Retry-After from seconds and from dates", () => {
  const now = iso("2026-11-23T10:00:00Z");
  expect(parseDelay("2026-11-23T10:00:05.000Z", now)).toBe(5_000);
  expect(parseDelay("2026-11-23T09:00:00.000Z", now)).toBe(0);
  expect(parseRetryAfter("30", now)).toBe(30_000);
  expect(parseRetryAfter("Mon, 23 Nov 2026 10:00:10 GMT", now)).toBe(10_000);
  expect(parseRetryAfter("2026-11-23T10:01:00.000Z", now)).toBe(60_000);
  expect(parseRetryAfter(undefined, now)).toBeUndefined();
});

const event = { data: { id: 7, kind: "paid", ok: true, deep: { "a-b": [1, 2] }, none: null } };
const async = { data: { id: 7 } };

test.each([
  ["event.data.kind == 'paid'", true],
  ['event.data.kind == "open"', false],
  ["event.data.id == '7'", false],
  ["event.data.id == async.data.id", true],
  ["event.data.kind == 'paid' && event.data.id > 5 && event.data.ok", true],
  ["event.data.kind == 'open' || !(event.data.id < 5)", true],
  ["event.data.deep['a-b'][1]", 2],
  ["event.data.missing.deeper", null],
  ["event.data.missing == null", true],
  ["event.data.missing > 1", false],
  ["event.data.kind + '-' + event.data.kind", "paid-paid"],
  ["event.data.kind + event.data.id", null],
  ["event.data.ok ? 100 : -100", 100],
  ["event.data.constructor", null],
  ['"etsy"', "etsy"],
  ["'it\\'s'", "it's"],
])("the expression %s gives %j", (source, value) => {
  expect(compileExpression(source).evaluate({ event, async })).toEqual(value);
});

test.each([
  "has(event.data.x)",
  "event.data.x.size()",
  "event.data.x in [1]",
  "user.id == 1",
  "a ==",
  "1 % 2",
  "event.data[event.x]",
  "",
])("the expression %j is refused in words", (source) =>
  expect(() => compileExpression(source)).toThrow(/is not supported by the embedded runner/),
);

test("the signature and the hash of the key are those of the public specification", () => {
  const key = "signkey-test-0123456789abcdef";
  const at = iso("2026-11-23T10:00:00Z");
  const header = sign("{}", key, at);
  expect(header).toMatch(/^t=1795428000&s=[0-9a-f]{64}$/);
  expect(isSigned("{}", key, header, at + 60_000)).toBe(true);
  expect(isSigned("{ }", key, header, at)).toBe(false);
  expect(isSigned("{}", key, header, at + 6 * 60_000)).toBe(false);
  expect(isSigned("{}", key, "", at)).toBe(false);
  expect(isSigned("{}", "signkey-test-ff", header, at)).toBe(false);
  expect(hashSigningKey(key)).toMatch(/^signkey-test-[0-9a-f]{64}$/);
  expect(canonicalJson({ b: [1, undefined, { d: "é", c: null }], a: undefined, A: 1e21 })).toBe(
    '{"A":1e+21,"b":[1,null,{"c":null,"d":"é"}]}',
  );
});
