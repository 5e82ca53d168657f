import { beforeEach, describe, expect, it, vi } from "vitest";
import { POST } from "@/app/api/policy-reports/route";
import { db } from "@/db/client";
import { attemptCount } from "@/db/schema/sign-in";
import { log } from "./log";
import { policyViolations } from "./metrics/counters";
import { readPolicyReports } from "./policy-reports";

const appUrl = "http://localhost:3000";
const warn = vi.spyOn(log, "warn");
beforeEach(async () => {
  await db().delete(attemptCount);
  warn.mockClear();
});

/** As `report-uri` sends it. */
const older = (given: Record<string, unknown> = {}) => ({
  "csp-report": {
    "document-uri": `${appUrl}/integrations/0a6c2f7e-1111-4222-8333-444455556666?q=CANARY`,
    "effective-directive": "script-src-elem",
    "violated-directive": "script-src-elem",
    "blocked-uri": "https://evil.test/CANARY.js",
    "script-sample": "CANARY",
    ...given,
  },
});
/** As `report-to` sends it. */
const newer = (body: Record<string, unknown> = {}) => ({
  type: "csp-violation",
  url: `${appUrl}/account`,
  body: {
    documentURL: `${appUrl}/account`,
    effectiveDirective: "connect-src",
    blockedURL: "inline",
    ...body,
  },
});
const report = (body: unknown, peer = "203.0.113.9") =>
  POST(
    new Request(`${appUrl}/api/policy-reports`, {
      method: "POST",
      headers: { "content-type": "application/reports+json", "x-peer-address": peer },
      body: typeof body === "string" ? body : JSON.stringify(body),
    }),
  );

describe("H116: a report of what a page's policy refused", () => {
  it("is logged and counted in words of our own: no address, no sample, no id", async () => {
    policyViolations.reset();
    expect((await report(older())).status).toBe(204);
    expect((await report([newer(), { type: "deprecation", body: {} }])).status).toBe(204);
    expect(warn.mock.calls).toEqual([
      [
        "policy broken",
        { directive: "script-src-elem", blocked: "elsewhere", path: "/integrations/{}" },
      ],
      ["policy broken", { directive: "connect-src", blocked: "inline", path: "/account" }],
    ]);
    const { values } = await policyViolations.get();
    expect(values.map(({ labels, value }) => [labels.directive, value]).sort()).toEqual([
      ["connect-src", 1],
      ["script-src-elem", 1],
    ]);
  });

  it.each([
    ["an extension of the browser", older({ "blocked-uri": "chrome-extension://abc" })],
    ["a page of another host", older({ "document-uri": "https://evil.test/" })],
    [
      "a directive that is made up",
      older({ "effective-directive": undefined, "violated-directive": "CANARY" }),
    ],
  ])("about %s is left", async (_what, body) => {
    expect((await report(body)).status).toBe(204);
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([
    ["no JSON", "CANARY", 400],
    ["something else", { hello: 1 }, 400],
    ["a directive with a line break", older({ "effective-directive": "script-src\nforged" }), 400],
    ["17 kB", "a".repeat(17 * 1024), 413],
  ])("that is %s is refused, and nothing of it is logged", async (_what, body, status) => {
    expect((await report(body)).status).toBe(status);
    expect(warn).not.toHaveBeenCalled();
  });

  it("is taken twenty times in five minutes from one address, and ten in one body", async () => {
    for (let turn = 0; turn < 20; turn++) expect((await report(older())).status).toBe(204);
    expect((await report(older())).status).toBe(429);
    expect((await report(older(), "203.0.113.10")).status).toBe(204);
    expect(warn).toHaveBeenCalledTimes(21);
    const many = JSON.stringify(Array.from({ length: 50 }, () => newer()));
    expect(readPolicyReports(many, appUrl)).toHaveLength(10);
  });

  it.each([
    ["", "inline"],
    ["inline", "inline"],
    ["eval", "eval"],
    ["wasm-eval", "eval"],
    ["data", "data"],
    ["blob:x", "blob"],
    [`${appUrl}/a.js`, "own"],
    ["wss://evil.test/", "elsewhere"],
  ])("%j was %s", (blocked, kind) => {
    const body = JSON.stringify([newer({ blockedURL: blocked })]);
    expect(readPolicyReports(body, appUrl)?.[0]?.blocked).toBe(kind);
  });
});
