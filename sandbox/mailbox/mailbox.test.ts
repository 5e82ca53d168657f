import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "@/sandbox/kernel/store";
import { openBox } from "./box";
import type { ReceivedMail } from "./received-mail";
import type { Mailbox } from "./start";
import { startMailbox } from "./start";

let dataDir: string;
let mailbox: Mailbox;
const start = () => startMailbox({ port: 0, smtpPort: 0, dataDir });

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "mailbox-"));
  mailbox = await start();
});
afterEach(async () => {
  await mailbox.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function send(change: object = {}) {
  const transport = createTransport({ url: mailbox.smtpUrl });
  await transport.sendMail({
    from: "Integrations <integrations@example.com>",
    to: "Ada <ada@example.com>",
    subject: "Grüße & more",
    text: "Long line. ".repeat(20),
    html: "<p>Hello</p><script>document.title = 'taken over'</script>",
    messageId: "<one@example.com>",
    ...change,
  });
}
const mails = async (): Promise<ReceivedMail[]> =>
  (await (await fetch(`${mailbox.url}/_sandbox/mails`)).json()).mails;

test("a mail is received with its addresses, subject, text, HTML and id", async () => {
  await send();
  expect(await mails()).toMatchObject([
    {
      from: "Integrations <integrations@example.com>",
      to: ["Ada <ada@example.com>"],
      recipients: ["ada@example.com"],
      subject: "Grüße & more",
      text: expect.stringContaining("Long line. Long line."),
      html: expect.stringContaining("<p>Hello</p>"),
      messageId: "<one@example.com>",
    },
  ]);
});

test("mails are listed newest first and outlive a restart", async () => {
  await send({ subject: "First" });
  await send({ subject: "Second" });
  await mailbox.close();
  mailbox = await start();
  await send({ subject: "Third" });
  expect((await mails()).map(({ subject }) => subject)).toEqual(["Third", "Second", "First"]);
});

test("the pages show a mail as text, and its HTML without its scripts", async () => {
  await send({ subject: "<b>Bold</b>" });
  const list = await (await fetch(mailbox.url)).text();
  expect(list).toContain("&lt;b&gt;Bold&lt;/b&gt;");
  const answer = await fetch(`${mailbox.url}/mails/1`);
  const shown = await answer.text();
  expect(shown).toContain('sandbox=""');
  expect(shown).not.toContain("<script>");
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect((await fetch(`${mailbox.url}/mails/9`)).status).toBe(404);
});

test("all mails can be thrown away", async () => {
  await send();
  await fetch(`${mailbox.url}/clear`, { method: "POST", redirect: "manual" });
  expect(await mails()).toEqual([]);
});

test("a busy port is told in words, and the first one keeps its mails", async () => {
  const { port } = new URL(mailbox.smtpUrl);
  await expect(
    startMailbox({ port: 0, smtpPort: Number(port), dataDir: join(dataDir, "other") }),
  ).rejects.toThrow(`Port ${port} is in use by another program`);
  await send();
  expect(await mails()).toHaveLength(1);
});

test("only the last 500 mails are kept", () => {
  const store = openStore({ file: join(dataDir, "full.jsonl") });
  const box = openBox(store);
  for (let count = 0; count < 503; count++) box.add({ id: box.nextId() } as ReceivedMail);
  expect(box.all()).toHaveLength(500);
  expect(box.all()[0]?.id).toBe(503);
  expect(box.all().at(-1)?.id).toBe(4);
  store.close();
});
