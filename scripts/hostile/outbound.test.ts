import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { csvCell } from "@/server/billing/csv";
import { requestToken } from "@/server/cartoncloud/client";
import { exchangeCode } from "@/server/etsy/oauth";
import { call } from "@/server/http";
import { safeReturnPath } from "@/server/people/return-path";

let asked: string[] = [];
const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 32));
const server = createServer((request, response) => {
  asked.push(request.url ?? "");
  if (request.url === "/moved")
    response.writeHead(302, { location: "/inside", "content-type": "application/json" }).end("{}");
  else if (request.url === "/bomb")
    response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
  else response.end("{}");
});
let base = "";
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

it("H48: a redirect of Etsy or CartonCloud is an answer, and not followed", async () => {
  asked = [];
  const answer = await call("CartonCloud", `${base}/moved`, {
    headers: { authorization: "Bearer canary" },
  }).catch((error: unknown) => error);
  expect(asked).toEqual(["/moved"]);
  expect(answer).toMatchObject({ status: 302 });
});

it("H50: an answer that unpacks to more than anything expected is cut off", async () => {
  await expect(call("Etsy", `${base}/bomb`, {})).rejects.toMatchObject({ kind: "network" });
});

it.each(['=HYPERLINK("http://evil.test")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1", "\n=1"])(
  "H57: %j is a text in a spreadsheet",
  (text) => {
    expect(csvCell(text).replace(/^"/, "")).toMatch(/^'/);
  },
);

it.each(["a\r\nb", 'a"b', "a,b"])("H58: %j stays within its cell", (text) => {
  expect(csvCell(text)).toBe(`"${text.replaceAll('"', '""')}"`);
});

it.each([
  "https://evil.test",
  "//evil.test",
  "/\\evil.test",
  "\\\\evil.test",
  "javascript:alert(1)",
  "/\t/evil.test",
  "/\n/evil.test",
  "/%5cevil.test/..//evil.test",
  "/.//evil.test",
  "/x/..//evil.test",
  "data:text/html,x",
  " //evil.test",
])("H14: after sign-in nobody lands at %j", (wanted) => {
  const path = safeReturnPath(wanted);
  expect(new URL(path, "http://here.test").origin).toBe("http://here.test");
});

it("H118: a token too long for a header is refused at the door, so that no call is made of it", async () => {
  const answers = (signs: number) => async () =>
    Response.json({
      access_token: "a".repeat(signs),
      refresh_token: "r",
      token_type: "Bearer",
      expires_in: 3600,
    });
  const etsy = (signs: number) => {
    const addresses = { authorizeUrl: base, tokenUrl: base, redirectUri: base };
    const fetch = answers(signs);
    return exchangeCode({ ...addresses, clientId: "k", fetch }, "code", "verifier");
  };
  const cartonCloud = (signs: number) =>
    requestToken({ baseUrl: base, clientId: "c", clientSecret: "s", fetch: answers(signs) });
  for (const ask of [etsy, cartonCloud]) {
    expect(await ask(4096)).toMatchObject({ accessToken: "a".repeat(4096) });
    await expect(ask(4097)).rejects.toMatchObject({ kind: "unreadable" });
  }
});
