import { SMTPServer } from "smtp-server";
import type { Box } from "./box";
import { readMail } from "./received-mail";

const longestMail = 10 * 1024 * 1024;

export type SmtpServer = { port: number; close(): Promise<void> };

/**
 * Takes every mail for anybody from anybody on this machine and puts it into the box.
 * Port 0 takes a free one.
 *
 * @throws Error in words when the port is busy.
 */
export async function startSmtp(box: Box, port: number): Promise<SmtpServer> {
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: longestMail,
    closeTimeout: 1000,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.once("error", done);
      stream.once("end", () => {
        if (stream.sizeExceeded)
          return done(Object.assign(new Error("The mail is too large."), { responseCode: 552 }));
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        readMail(Buffer.concat(chunks), { id: box.nextId(), recipients })
          .then((mail) => {
            box.add(mail);
            done();
          })
          .catch(done);
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (problem: NodeJS.ErrnoException) =>
      reject(
        problem.code === "EADDRINUSE"
          ? new Error(
              `Port ${port} is in use by another program. Stop it or choose another port.`,
              { cause: problem },
            )
          : problem,
      ),
    );
    server.listen(port, "127.0.0.1", () => resolve());
  });
  // A client that breaks off is no reason to end.
  server.on("error", () => undefined);
  const address = server.server.address();
  return {
    port: address && typeof address === "object" ? address.port : port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
