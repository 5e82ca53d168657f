import { randomBytes } from "node:crypto";
import { request as plainRequest } from "node:http";
import { createServer } from "node:https";
import { join } from "node:path";
import tlsOptions from "smtp-server/lib/tls-options.js";
import { freePort } from "@/scripts/launcher/free-port";
import { startService } from "@/scripts/launcher/node-service";
import { nextProgram } from "@/scripts/launcher/paths";
import { buildConsole } from "./stack";
import { temporaryFolder } from "./temporary-folder";

/**
 * A second console on the same database, behind a proxy that speaks https as it does in production. Its
 * certificate is the one that smtp-server brings for tests; no browser trusts it by itself.
 */
export async function startHttpsConsole(databaseUrl: string, more: Record<string, string> = {}) {
  const [port, outer] = [await freePort(), await freePort()];
  const url = `https://localhost:${outer}`;
  const folder = temporaryFolder("https-console-");
  const secret = () => randomBytes(32).toString("base64");
  const console = await startService({
    title: "The console behind https",
    args: [nextProgram, "start", "-p", `${port}`, "-H", "127.0.0.1"],
    environment: {
      APP_URL: url,
      NEXTAUTH_URL: url,
      AUTH_SECRET: secret(),
      DATABASE_URL: databaseUrl,
      DEMO_MODE: "1",
      ENCRYPTION_KEYS: `https:${secret()}`,
      ETSY_KEYSTRING: "unused",
      ETSY_SHARED_SECRET: "unused",
      NEXT_DIST: await buildConsole(() => {}),
      NEXT_TELEMETRY_DISABLED: "1",
      NODE_ENV: "production",
      TRUSTED_PROXIES: "1",
      ...more,
    },
    healthUrl: `http://127.0.0.1:${port}/api/health?live`,
    logFile: join(folder.path, "console.log"),
  });
  const proxy = createServer(tlsOptions({}), (asked, answer) => {
    const headers = {
      ...asked.headers,
      "x-forwarded-for": "203.0.113.1",
      "x-forwarded-proto": "https",
    };
    const { method, url: path } = asked;
    const inner = plainRequest({ port, host: "127.0.0.1", method, path, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    inner.on("error", () => answer.destroy());
    asked.pipe(inner);
  });
  await new Promise<void>((resolve) => proxy.listen(outer, "127.0.0.1", resolve));
  return {
    url,
    async stop() {
      proxy.closeAllConnections();
      proxy.close();
      await console.stop();
      folder.remove();
    },
  };
}
