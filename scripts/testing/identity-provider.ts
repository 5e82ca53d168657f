import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export const oidcClient = { id: "console", secret: "a secret of the stand-in" };

/** Whom the provider vouches for at the next sign-in, and what is wrong with what it says of them. */
export type Vouched = {
  sub: string;
  email: string;
  email_verified: boolean;
  name: string;
  fault?: "another key" | "no signature" | "another client" | "another nonce" | "over";
};

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const makeKeys = () => generateKeyPairSync("rsa", { modulusLength: 2048 });

/** A stand-in of an OpenID provider: asks nobody for a password, and checks PKCE, client and code. */
export async function startIdentityProvider() {
  const [own, stranger] = [makeKeys(), makeKeys()];
  const asked = new Map<string, URLSearchParams>();
  let vouched: Vouched | undefined;

  function idToken(nonce: string | null): string {
    if (!vouched) throw new Error("Nobody is vouched for.");
    const { fault, ...claims } = vouched;
    const now = Math.floor(Date.now() / 1000);
    const body = part({
      ...claims,
      iss: issuer,
      aud: fault === "another client" ? "somebody else" : oidcClient.id,
      nonce: fault === "another nonce" ? "of another sign-in" : nonce,
      iat: fault === "over" ? now - 7200 : now,
      exp: fault === "over" ? now - 3600 : now + 300,
    });
    if (fault === "no signature") return `${part({ alg: "none" })}.${body}.`;
    const head = `${part({ alg: "RS256", kid: "1" })}.${body}`;
    const { privateKey } = fault === "another key" ? stranger : own;
    return `${head}.${createSign("RSA-SHA256").update(head).sign(privateKey, "base64url")}`;
  }

  async function takeCode(request: IncomingMessage) {
    let text = "";
    for await (const chunk of request) text += chunk;
    const form = new URLSearchParams(text);
    const code = form.get("code") ?? "";
    const start = asked.get(code);
    asked.delete(code);
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const { id, secret } = oidcClient;
    const basic = Buffer.from(
      `${encodeURIComponent(id)}:${encodeURIComponent(secret).replaceAll("%20", "+")}`,
    );
    const known = request.headers.authorization === `Basic ${basic.toString("base64")}`;
    if (!known || !start || start.get("code_challenge") !== challenge) return null;
    return {
      access_token: randomUUID(),
      token_type: "Bearer",
      id_token: idToken(start.get("nonce")),
    };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", issuer);
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (url.pathname === "/.well-known/openid-configuration")
      json(200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"],
      });
    else if (url.pathname === "/jwks")
      json(200, {
        keys: [{ ...own.publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256", use: "sig" }],
      });
    else if (url.pathname === "/authorize") {
      const code = randomUUID();
      asked.set(code, url.searchParams);
      const back = new URL(url.searchParams.get("redirect_uri") ?? "");
      back.search = `${new URLSearchParams({ code, state: url.searchParams.get("state") ?? "" })}`;
      response.writeHead(302, { location: back.href }).end();
    } else if (url.pathname === "/token") {
      const tokens = await takeCode(request);
      json(tokens ? 200 : 400, tokens ?? { error: "invalid_grant" });
    } else json(404, {});
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    vouchFor(person: Vouched) {
      vouched = person;
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
