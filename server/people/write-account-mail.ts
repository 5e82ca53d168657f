import { layOutMail } from "@/server/notifications/mail-layout";

export type AccountMailKind =
  | "invitation"
  | "reset"
  | "password_changed"
  | "second_factor_changed"
  | "provider_bound"
  | "joined"
  | "email_confirm"
  | "email_asked"
  | "email_changed"
  | "email_taken"
  | "sign_in_noticed";

type Words = { subject: string; paragraphs: string[]; link: { label: string; path: string } };

/** Names come from people: on one line, so that none begins another header or paragraph. */
const oneLine = (text: string | undefined): string =>
  (text ?? "").replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();

const product = "Self-Managed Integrations";
const notYou =
  "If this was not you, set a new password at once by “Forgot your password?” on the sign-in page, and tell an admin of your organisation.";

/** What is told of a sign-in, by what was unusual about it. */
const noticed: Record<string, { subject: string; text: string }> = {
  new_browser: {
    subject: `A new browser is signed in to ${product}`,
    text: "Your account was opened in a browser that was never signed in to it before.",
  },
  after_wrong: {
    subject: `Signed in to ${product} after several wrong passwords`,
    text: "Your account was opened after at least five wrong passwords within an hour.",
  },
  many_wrong: {
    subject: `Many wrong passwords for your account of ${product}`,
    text: "Somebody tried many passwords for your account, and none was right. Your account stays open to you.",
  },
  long_ago: {
    subject: `Signed in to ${product} after a long time`,
    text: "Your account was opened, which nobody had used for three months.",
  },
  wrong_codes: {
    subject: `Somebody knows your password for ${product}`,
    text: "Your password was right, and three codes after it were wrong. Nobody was let in.",
  },
};

const words: Record<AccountMailKind, (of: (name: string) => string, token: string) => Words> = {
  invitation: (of, token) => ({
    subject: `${of("organisation")} invites you to ${product}`,
    paragraphs: [
      `${of("invitedBy")} invites you to ${product} of ${of("organisation")}, where Etsy shops are connected to the warehouse.`,
      "Open the link to accept. It is good for seven days and for one use. If you did not expect this mail, you need not do anything.",
    ],
    link: { label: "Accept the invitation", path: `/join#${token}` },
  }),
  reset: (_of, token) => ({
    subject: `Set a new password for ${product}`,
    paragraphs: [
      "Somebody, probably you, asked for a new password for this address.",
      "Open the link to set it. It is good for one hour and for one use, and you are signed out everywhere then. If it was not you, you need not do anything: your password stays as it is.",
    ],
    link: { label: "Set a new password", path: `/reset-password#${token}` },
  }),
  password_changed: () => ({
    subject: `Your password for ${product} was changed`,
    paragraphs: ["The password of your account was changed.", notYou],
    link: { label: "Open the sign-in page", path: "/sign-in" },
  }),
  second_factor_changed: (of) => ({
    subject: `Signing in to ${product}: the second factor was ${of("change")}`,
    paragraphs: [`The authenticator app of your account was ${of("change")}.`, notYou],
    link: { label: "Open your account", path: "/account" },
  }),
  provider_bound: (of) => ({
    subject: `Signing in to ${product}: your account opens with ${of("provider")} too`,
    paragraphs: [
      `Somebody whom ${of("provider")} knows by this address signed in. Your account is bound to that person from now on, beside your password.`,
      notYou,
    ],
    link: { label: "Open your account", path: "/account" },
  }),
  joined: (of) => ({
    subject: `You now belong to ${of("organisation")}`,
    paragraphs: [
      `Your account now also belongs to ${of("organisation")}. Change between your organisations in the menu of your account.`,
      "If you did not accept an invitation, tell an admin there.",
    ],
    link: { label: "Open the integrations", path: "/integrations" },
  }),
  email_confirm: (of, token) => ({
    subject: `Confirm this address for ${product}`,
    paragraphs: [
      `Somebody, probably you, asked that this address takes the place of ${of("before")} in ${product}.`,
      "Open the link to confirm it. It is good for one hour and for one use. If it was not you, you need not do anything: nothing changes then.",
    ],
    link: { label: "Confirm this address", path: `/confirm-email#${token}` },
  }),
  email_asked: (of) => ({
    subject: `Your address for ${product} is about to be changed`,
    paragraphs: [
      `Somebody who is signed in as you, and typed your password, asked that ${of("email")} takes the place of this address. It does once the link that was mailed there is opened.`,
      `${notYou} A new password ends the change too.`,
    ],
    link: { label: "Open your account", path: "/account" },
  }),
  email_changed: (of) => ({
    subject: `Your address for ${product} was changed`,
    paragraphs: [
      `From now on you sign in with ${of("email")}, and mails go there. This is the last one to this address.`,
      "If this was not you, tell an admin of your organisation at once: they can sign you out and disable the account.",
    ],
    link: { label: "Open the sign-in page", path: "/sign-in" },
  }),
  email_taken: () => ({
    subject: `Your address is used for ${product} already`,
    paragraphs: [
      "Somebody asked to use this address for another account. It has one already, so nothing was changed.",
      "If it was you: sign in with this address, or set a new password by “Forgot your password?” on the sign-in page. An admin can add further organisations and customers to this account.",
    ],
    link: { label: "Open the sign-in page", path: "/sign-in" },
  }),
  sign_in_noticed: (of) => ({
    subject: noticed[of("what")]?.subject ?? `A sign-in to ${product}`,
    paragraphs: [
      noticed[of("what")]?.text ?? "Somebody tried to sign in to your account.",
      `When: ${of("at")}. Browser: ${of("device")}. Network address: ${of("address")}.`,
      `If this was you, you need not do anything. ${notYou}`,
    ],
    link: { label: "See where you are signed in", path: "/account#sessions" },
  }),
};

/** A mail about an account as text and as HTML; `appUrl` without a slash at its end. */
export async function writeAccountMail(mail: {
  kind: AccountMailKind;
  data: Record<string, string>;
  token: string;
  appUrl: string;
}): Promise<{ subject: string; text: string; html: string }> {
  const { subject, paragraphs, link } = words[mail.kind](
    (name) => oneLine(mail.data[name]),
    mail.token,
  );
  const url = `${mail.appUrl}${link.path}`;
  const html = await layOutMail({
    preview: paragraphs[0] ?? "",
    paragraphs,
    link: { label: link.label, url },
  });
  const text = [...paragraphs, `${link.label}:\n${url}`].join("\n\n");
  return { subject: [...subject].slice(0, 150).join(""), text: `${text}\n`, html };
}
