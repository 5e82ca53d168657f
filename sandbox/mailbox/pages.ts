import type { Hono } from "hono";
import { html } from "hono/html";
import type { Html } from "@/sandbox/kernel/page";
import { button, form, page, table } from "@/sandbox/kernel/page";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import type { Box } from "./box";
import type { ReceivedMail } from "./received-mail";

const time = (iso: string): Html =>
  html`<time datetime="${iso}">${iso.slice(0, 19).replace("T", " ")} UTC</time>`;

const mailboxPage = (title: string, body: Html): Html => page({ title, site: "Mailbox", body });

function listBody(mails: ReceivedMail[]): Html {
  if (mails.length === 0)
    return html`<p>No mail yet. What the console sends to people arrives here and nowhere else.</p>`;
  const rows = mails.map(
    (mail) =>
      html`<tr><td style="min-width:11rem"><a href="/mails/${mail.id}">${mail.subject || "(no subject)"}</a></td><td>${mail.to.join(", ")}</td><td>${time(mail.receivedAt)}</td></tr>`,
  );
  return html`<p class="soft">The last ${mails.length === 1 ? "mail" : `${mails.length} mails`}, newest first. None of them left this machine.</p>
${table({ label: "Mails", headings: ["Subject", "To", "Received"], rows })}
<div class="actions">${form("/clear", button("Throw all away", "danger"))}</div>`;
}

function mailBody(mail: ReceivedMail): Html {
  const shown = mail.html
    ? html`<section><h2>As HTML</h2><iframe title="The mail as HTML" sandbox="" srcdoc="${mail.html}" style="width:100%;height:26rem;border:0;background:#fff;color-scheme:light"></iframe></section>`
    : "";
  return html`<section><dl>
<dt>From</dt><dd>${mail.from}</dd>
<dt>To</dt><dd>${mail.to.join(", ")}</dd>
<dt>Received</dt><dd>${time(mail.receivedAt)}</dd>
<dt>Message-ID</dt><dd>${mail.messageId ?? "none"}</dd>
</dl></section>
<section><h2>As text</h2><pre style="white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:0">${mail.text}</pre></section>
${shown}<p><a href="/">All mails</a></p>`;
}

/** What people see: the list of mails, and each one as text and, without scripts, as HTML. */
export function mailboxPages(app: Hono<SandboxEnv>, box: Box): void {
  app.use("*", async (c, next) => {
    await next();
    // What a mail brings along loads nothing from elsewhere.
    c.header(
      "content-security-policy",
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'",
    );
  });
  app.get("/", (c) => c.html(mailboxPage("Mails", listBody(box.all()))));
  app.get("/mails/:id{[0-9]+}", (c) => {
    const mail = box.get(Number(c.req.param("id")));
    if (!mail)
      return c.html(
        mailboxPage("No such mail", html`<p>It was thrown away. <a href="/">All mails</a></p>`),
        404,
      );
    return c.html(mailboxPage(mail.subject || "(no subject)", mailBody(mail)));
  });
  app.post("/clear", (c) => {
    box.clear();
    return c.redirect("/", 303);
  });
}
