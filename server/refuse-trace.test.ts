import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { refuseTrace } from "./refuse-trace";

it("TRACE reaches no handler as itself, and other methods do", async () => {
  refuseTrace();
  const seen: (string | undefined)[] = [];
  const server = createServer(({ method }, response) => {
    seen.push(method);
    response.writeHead(405).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  for (const method of ["TRACE", "GET", "PUT"])
    await new Promise<void>((resolve, reject) =>
      request({ port, host: "127.0.0.1", method }, (answer) => {
        answer.resume().on("end", resolve);
      })
        .on("error", reject)
        .end(),
    );
  server.close();
  expect(seen).toEqual(["DELETE", "GET", "PUT"]);
});
