import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { canonicalJson, isSigned, sign } from "./signature";

/** What the app answered. Header names are in lower case. */
export type AppAnswer = { status: number; headers: Record<string, string>; text: string };

/** Nothing was sent: the app is not there. So nothing ran, and no attempt is used up. */
export class AppUnreachable extends Error {}

/** The answer does not carry the signature of the shared key, so it may come from anyone. */
export class AnswerUnsigned extends Error {}

export type CallApp = (call: {
  method: "POST" | "PUT";
  query?: Record<string, string>;
  body: unknown;
  headers?: Record<string, string>;
  /** Instead of the usual one, in ms. */
  timeoutMs?: number;
}) => Promise<AppAnswer>;

const UNREACHABLE = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"];

/**
 * Makes the function that speaks to the app.
 * @param timeoutMs how long one request may take.
 * @throws (the made function) AppUnreachable, AnswerUnsigned, or Error when the connection broke
 * or the time was up: then it is not known what ran.
 */
export function createCallApp(options: {
  appUrl: string;
  signingKey?: string;
  timeoutMs: number;
  signal: AbortSignal;
}): CallApp {
  const { signingKey } = options;
  return async ({ method, query = {}, body, headers = {}, timeoutMs = options.timeoutMs }) => {
    const url = new URL(options.appUrl);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const text = canonicalJson(body);
    const signature = signingKey && { "x-inngest-signature": sign(text, signingKey, Date.now()) };
    const answer = await send(
      url,
      method,
      text,
      { ...headers, ...signature },
      {
        timeoutMs,
        signal: options.signal,
      },
    );
    if (!signingKey || !isMeantForUs(answer)) return answer;
    const proof = answer.headers["x-inngest-signature"] ?? "";
    if (isSigned(answer.text, signingKey, proof, Date.now())) return answer;
    throw new AnswerUnsigned(
      `The app's answer (status ${answer.status}) is not signed with this runner's signing key. Give both the same INNGEST_SIGNING_KEY.`,
    );
  };
}

// Error pages of the web server around the SDK are never signed, and they only lead to a retry.
function isMeantForUs({ status, headers }: AppAnswer): boolean {
  return status < 400 || headers["x-inngest-no-retry"] === "true";
}

function send(
  url: URL,
  method: string,
  body: string,
  headers: Record<string, string>,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<AppAnswer> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === "https:" ? httpsRequest : httpRequest;
    // A kept-alive socket can die just as it is reused; then it is not known whether a step ran.
    const outgoing = request(url, {
      method,
      agent: false,
      signal,
      headers: {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        ...headers,
      },
    });
    const timer = setTimeout(
      () => outgoing.destroy(new Error(`The app did not answer within ${timeoutMs / 1_000} s.`)),
      timeoutMs,
    );
    outgoing.on("close", () => clearTimeout(timer));
    outgoing.on("error", (error) => reject(explain(error)));
    outgoing.on("response", (incoming) => {
      const parts: Buffer[] = [];
      incoming.on("data", (part: Buffer) => parts.push(part));
      incoming.on("error", (error) => reject(explain(error)));
      incoming.on("end", () => {
        const flat = Object.entries(incoming.headers).map(([k, v]) => [k, [v].flat().join(", ")]);
        resolve({
          status: incoming.statusCode ?? 0,
          headers: Object.fromEntries(flat),
          text: Buffer.concat(parts).toString("utf8"),
        });
      });
    });
    outgoing.end(body);
  });
}

function explain(error: NodeJS.ErrnoException): Error {
  const inner = error instanceof AggregateError ? error.errors[0] : error;
  const code: unknown = inner?.code;
  if (typeof code === "string" && UNREACHABLE.includes(code)) {
    return new AppUnreachable(`The app is not there (${code}).`);
  }
  return new Error(`The connection to the app broke: ${error.message}`);
}
