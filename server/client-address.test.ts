import { expect, it } from "vitest";
import { clientAddress } from "./client-address";

const from = (headers: Record<string, string>, proxies: number) =>
  clientAddress((name) => headers[name] ?? null, proxies);
const peer = "x-peer-address";
const forwarded = "x-forwarded-for";

it("H7 without proxies of ours, what a browser says of itself changes nothing", () => {
  for (const lie of ["1.2.3.4", "1.2.3.4, 5.6.7.8", "", "nonsense"])
    expect(from({ [peer]: "203.0.113.5", [forwarded]: lie }, 0)).toBe("203.0.113.5");
});

it("H7 behind proxies of ours, only what they added counts", () => {
  const headers = { [peer]: "10.0.0.1", [forwarded]: "6.6.6.6, 203.0.113.5, 10.0.0.2" };
  expect(from(headers, 2)).toBe("203.0.113.5");
  expect(from({ ...headers, [forwarded]: "6.6.6.6, 203.0.113.5" }, 1)).toBe("203.0.113.5");
});

it.each([
  ["::ffff:203.0.113.5", "203.0.113.5"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::9", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
])("%s counts as %s", (address, expected) => {
  expect(from({ [peer]: address }, 0)).toBe(expected);
});

it("is not known where nothing sensible is there", () => {
  expect(from({}, 0)).toBeNull();
  expect(from({ [peer]: "203.0.113.5" }, 1)).toBeNull();
});
