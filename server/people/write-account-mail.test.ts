import { expect, it } from "vitest";
import { writeAccountMail } from "./write-account-mail";

const appUrl = "https://console.test";

it("carries its link once in text and once in HTML", async () => {
  for (const [kind, path] of [
    ["invitation", "/join#abc"],
    ["reset", "/reset-password#abc"],
    ["email_confirm", "/confirm-email#abc"],
  ] as const) {
    const mail = await writeAccountMail({ kind, data: {}, token: "abc", appUrl });
    expect(mail.text).toContain(`${appUrl}${path}\n`);
    expect(mail.html).toContain(`href="${appUrl}${path}"`);
  }
});

it("H56 H58 names from people are texts: no markup, no second line, no header", async () => {
  const organisation = 'Evil\r\nBcc: x@evil.test <img onerror="alert(1)">';
  const mail = await writeAccountMail({
    kind: "invitation",
    data: { organisation, invitedBy: "A\nB" },
    token: "abc",
    appUrl,
  });
  expect(mail.subject).not.toMatch(/[\r\n]/);
  expect(mail.html).not.toContain("<img");
  expect(mail.text).toContain("A B invites you");
});
