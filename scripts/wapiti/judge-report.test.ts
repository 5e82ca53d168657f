import { expect, it } from "vitest";
import { judgeReport } from "./judge-report";

const found = (info: string) => ({ info, path: "/", method: "GET", level: 1 });
const report = (infos: string[], sql: string[] = []) =>
  JSON.stringify({
    vulnerabilities: { "HTTP Secure Headers": infos.map(found), "SQL Injection": sql.map(found) },
    anomalies: { "Internal Server Error": [] },
  });

it("what is meant so is explained, and everything else is to be mended", () => {
  const headers = ["X-XSS-Protection is not set", "X-Frame-Options is not set"];
  expect(judgeReport(report(headers, ["Injection via email"]), "http://localhost:3000")).toEqual({
    explained: [expect.stringMatching(/^X-XSS-Protection is not set: browsers/)],
    open: [
      "HTTP Secure Headers at /: X-Frame-Options is not set",
      "SQL Injection at /: Injection via email",
    ],
  });
});

it.each(["Strict-Transport-Security is not set", "Secure flag is not set in the cookie : browser"])(
  "%s: explained by http alone",
  (info) => {
    expect(judgeReport(report([info]), "http://localhost:3000").open).toEqual([]);
    expect(judgeReport(report([info]), "https://console.test").open).toHaveLength(1);
  },
);
