import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { etsyApp } from "@/sandbox/demo";
import type { JournalEntry } from "@/sandbox/kernel/journal";
import type { showReceipt } from "./api/show-receipt";
import type { TokenAnswer } from "./oauth/tokens";
import { startEtsySandbox } from "./start";
import type { Mail, Receipt } from "./world/model";

export const apiKey = `${etsyApp.keystring}:${etsyApp.sharedSecret}`;
export const shops = { maple: 61000001, harbour: 61000002, restricted: 61000003 };
export const callback = "http://localhost:3000/api/etsy/callback";
/** What tests look at in an answer; each one has some of it. */
type Body = ReturnType<typeof showReceipt> & {
  error: string;
  access_token: string;
  refresh_token: string;
  id: number;
  receipt_ids: number[];
  count: number;
  results: ReturnType<typeof showReceipt>[];
  mails: Mail[];
  entries: JournalEntry[];
};
export type Answer = { status: number; headers: Headers; json: Body; text: string };
type Call = { method?: string; token?: string; headers?: Record<string, string>; body?: string };

/** Starts a stand-in with an empty demo world in a folder of its own, with short cuts for tests. */
export async function startForTest(webhook: { webhookUrl?: string; webhookSecret?: string } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), "etsy-"));
  const server = await startEtsySandbox({ port: 0, dataDir, ...webhook });
  const request = async (path: string, call: Call = {}): Promise<Answer> => {
    const { method = "GET", body, token, headers = {} } = call;
    const bearer: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    const sent = { "x-api-key": apiKey, ...bearer, ...headers };
    const answer = await fetch(server.url + path, {
      method,
      body,
      headers: sent,
      redirect: "manual",
    });
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.includes("json");
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      json: isJson ? JSON.parse(text) : null,
    };
  };
  const control = async (path: string, body?: unknown, method = "POST"): Promise<Answer> => {
    const answer = await request(`/_sandbox${path}`, { method, body: JSON.stringify(body) });
    if (answer.status >= 400) throw new Error(`${path}: ${answer.text}`);
    return answer;
  };
  const form = (path: string, fields: Record<string, string>, call: Call = {}) =>
    request(path, {
      method: "POST",
      ...call,
      body: new URLSearchParams(fields).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", ...call.headers },
    });
  return {
    ...server,
    dataDir,
    request,
    control,
    form,
    tokens: async (login: string, scopes?: string[]): Promise<TokenAnswer> =>
      (await control("/tokens", { login, scopes })).json as unknown as TokenAnswer,
    place: async (shopId: number, order: object = {}): Promise<number> =>
      (await control(`/shops/${shopId}/receipts`, order)).json.receipt_ids[0] ?? 0,
    stored: async (id: number): Promise<Receipt> =>
      (await request(`/_sandbox/receipts/${id}`)).json as unknown as Receipt,
    api: (path: string, token: string, call: Call = {}) =>
      request(`/v3/application${path}`, { token, ...call }),
    track: (token: string, shopId: number, id: number, body: object, headers = {}) =>
      request(`/v3/application/shops/${shopId}/receipts/${id}/tracking`, {
        method: "POST",
        token,
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", ...headers },
      }),
  };
}

export type TestEtsy = Awaited<ReturnType<typeof startForTest>>;

/** A verifier and what an app sends to the consent page. */
export function authorization(change: Record<string, string | undefined> = {}) {
  const verifier = randomBytes(32).toString("base64url");
  const fields: Record<string, string | undefined> = {
    response_type: "code",
    client_id: etsyApp.keystring,
    redirect_uri: callback,
    scope: "shops_r transactions_r transactions_w",
    state: "state-1",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...change,
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined) query.set(name, value);
  return { verifier, path: `/oauth/connect?${query}` };
}
