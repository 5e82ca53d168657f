import { connect, createServer } from "node:net";

/** What listens where by default, and the variable that moves it. */
export const portDefaults = {
  PORT: { fallback: 3000, who: "the console" },
  ETSY_SANDBOX_PORT: { fallback: 4010, who: "the Etsy sandbox" },
  CARTONCLOUD_SANDBOX_PORT: { fallback: 4020, who: "the CartonCloud sandbox" },
  MAILBOX_PORT: { fallback: 4030, who: "the mailbox" },
  MAILBOX_SMTP_PORT: { fallback: 4025, who: "the mailbox's mail server" },
  RUNNER_PORT: { fallback: 8288, who: "the job runner" },
  POSTGRES_PORT: { fallback: 54329, who: "the embedded PostgreSQL" },
} as const;

export type PortName = keyof typeof portDefaults;
export type Ports = Record<PortName, number>;

export const portNames = Object.keys(portDefaults) as PortName[];

/**
 * The ports that the environment asks for.
 *
 * @throws Error in words when one is no port or two are the same.
 */
export function readPorts(environment: Record<string, string | undefined>): Ports {
  const ports = Object.fromEntries(
    portNames.map((name) => [name, readPort(name, environment[name])]),
  ) as Ports;
  for (const name of portNames)
    for (const other of portNames)
      if (name < other && ports[name] === ports[other])
        throw new Error(
          `${name} and ${other} are both ${ports[name]}. ${portDefaults[name].who} and ${portDefaults[other].who} each need a port of their own.`,
        );
  return ports;
}

function readPort(name: PortName, text: string | undefined): number {
  if (!text) return portDefaults[name].fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Error(`${name} is "${text}", but a port is a whole number from 1 to 65535.`);
}

/** Null when the port can be had on this host; otherwise why not. */
export async function portProblem(
  name: PortName,
  port: number,
  host = "127.0.0.1",
): Promise<string | null> {
  // On macOS a port that another program holds on all addresses can still be bound on one.
  if (await somebodyAnswers(port)) return busyPort(name, port);
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", ({ code, message }: NodeJS.ErrnoException) => {
      if (code === "EADDRINUSE") resolve(busyPort(name, port));
      else
        resolve(
          `Port ${port} cannot be opened on ${host} for ${portDefaults[name].who}: ${message}. ${choose(name, port)}`,
        );
    });
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

/** What a person is told about a port that another program holds. */
export function busyPort(name: PortName, port: number): string {
  return `Port ${port} is in use by another program; ${portDefaults[name].who} wants it. Stop that program, or ${choose(name, port)}`;
}

const choose = (name: PortName, port: number): string =>
  `choose another port: ${name}=${port < 1024 ? portDefaults[name].fallback : port + 1} in the file .env or in the environment.`;

/** Whether a program takes connections there, within a second. */
export function somebodyAnswers(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 1000 });
    const answer = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once("connect", () => answer(true));
    socket.once("timeout", () => answer(false));
    socket.once("error", () => answer(false));
  });
}
