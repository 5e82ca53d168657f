import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { freePort } from "./free-port";
import { portProblem, readPorts } from "./ports";

describe("ports", () => {
  it("have defaults that can be moved one by one", () => {
    expect(readPorts({ PORT: "3100", RUNNER_PORT: "" })).toEqual({
      PORT: 3100,
      ETSY_SANDBOX_PORT: 4010,
      CARTONCLOUD_SANDBOX_PORT: 4020,
      MAILBOX_PORT: 4030,
      MAILBOX_SMTP_PORT: 4025,
      RUNNER_PORT: 8288,
      POSTGRES_PORT: 54329,
    });
  });

  it.each(["abc", "0", "65536", "80.5", "-1"])("refuse %s in words", (text) => {
    expect(() => readPorts({ PORT: text })).toThrow(`PORT is "${text}", but a port is`);
  });

  it("refuse one number for two", () => {
    expect(() => readPorts({ PORT: "4010" })).toThrow(
      /PORT and ETSY_SANDBOX_PORT are both 4010|ETSY_SANDBOX_PORT and PORT are both 4010/,
    );
  });
});

describe("a port", () => {
  it("that is free is no problem", async () => {
    expect(await portProblem("PORT", await freePort())).toBeNull();
  });

  it.each(["127.0.0.1", "0.0.0.0", "::"])(
    "held on %s is told with its number, who wants it and the variable that moves it",
    async (host) => {
      const holder = createServer().listen(0, host);
      await once(holder, "listening");
      const address = holder.address();
      const port = address && typeof address === "object" ? address.port : 0;
      const problem = await portProblem("RUNNER_PORT", port);
      holder.close();
      expect(problem).toBe(
        `Port ${port} is in use by another program; the job runner wants it. Stop that program, or choose another port: RUNNER_PORT=${port + 1} in the file .env or in the environment.`,
      );
    },
  );
});
