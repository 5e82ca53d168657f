import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { dirname } from "node:path";

type Note = { pid: number; port: number; token: string; address: string };

/**
 * Makes sure that one launcher at a time works on a data folder. The holder answers on a port of
 * its own with a token that `file` holds, so that neither a crash nor a reused process id misleads.
 *
 * @returns what gives the folder free again.
 * @throws Error in words that names the running one.
 */
export async function takeInstanceLock(file: string, address: string): Promise<() => void> {
  mkdirSync(dirname(file), { recursive: true });
  const token = randomBytes(16).toString("hex");
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.end(token);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  const bound = server.address();
  const port = bound && typeof bound === "object" ? bound.port : 0;
  const note: Note = { pid: process.pid, port, token, address };
  for (let tries = 0; tries < 3; tries++) {
    try {
      writeFileSync(file, JSON.stringify(note), { flag: "wx", mode: 0o600 });
      return () => {
        server.close();
        rmSync(file, { force: true });
      };
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code !== "EEXIST") throw problem;
    }
    const other = await runningInstance(file);
    if (other) {
      server.close();
      throw new Error(
        `It is running already: ${other.address} (process ${other.pid}). Stop that one with Ctrl-C before starting another.`,
      );
    }
    rmSync(file, { force: true });
  }
  server.close();
  throw new Error(`${file} cannot be had. Remove it and start again.`);
}

/** The launcher that holds the folder, or null. */
export async function runningInstance(file: string): Promise<Note | null> {
  let note: Note;
  try {
    note = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
  return (await hear(note.port)) === note.token ? note : null;
}

function hear(port: number): Promise<string> {
  return new Promise((resolve) => {
    let words = "";
    const socket = connect({ port, host: "127.0.0.1", timeout: 1000 });
    socket.on("data", (chunk) => {
      words += String(chunk);
    });
    socket.once("timeout", () => socket.destroy());
    socket.once("error", () => resolve(""));
    socket.once("close", () => resolve(words));
  });
}
