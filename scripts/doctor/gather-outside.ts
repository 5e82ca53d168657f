import { createTransport } from "nodemailer";
import { beginConsent } from "@/server/etsy/oauth";
import { inngestUrl } from "@/server/health";
import { ask, inWords } from "./ask";
import type { Answer, Facts } from "./facts";
import { redirectAddress } from "./installation";

type Known = Pick<Facts, "given" | "values">;
type Outside = Pick<Facts, "console" | "etsy" | "cartonCloud" | "inngest" | "mail">;

const patience = { connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 5000 };
const notAsked = (reason: string): Extract<Answer, { state: "not asked" }> => ({
  state: "not asked",
  reason,
});

/** Asks the console, Etsy (one call of its daily quota), CartonCloud, Inngest and the mail server. */
export async function gatherOutside(known: Known, now: () => number): Promise<Outside> {
  const { values, given } = known;
  const [console, ping, consent, cartonCloud, inngest, mail] = await Promise.all([
    values.APP_URL
      ? ask(`${values.APP_URL}/api/health?live`, now)
      : notAsked("APP_URL is no address"),
    pingEtsy(values, now),
    askConsent(values, now),
    values.CARTONCLOUD_API_URL
      ? ask(values.CARTONCLOUD_API_URL, now)
      : notAsked("CARTONCLOUD_API_URL is no address."),
    askInngest(values, now),
    tryMail(given),
  ]);
  return { console, etsy: { ping, consent }, cartonCloud, inngest, mail };
}

function pingEtsy(values: Facts["values"], now: () => number): Promise<Answer> | Answer {
  const { ETSY_API_URL, ETSY_KEYSTRING, ETSY_SHARED_SECRET } = values;
  if (!ETSY_API_URL || !ETSY_KEYSTRING || !ETSY_SHARED_SECRET)
    return notAsked("The key of the Etsy app is not complete.");
  return ask(`${ETSY_API_URL}/v3/application/openapi-ping`, now, {
    "x-api-key": `${ETSY_KEYSTRING}:${ETSY_SHARED_SECRET}`,
  });
}

async function askConsent(values: Facts["values"], now: () => number): Promise<Answer> {
  const { APP_URL, ETSY_AUTHORIZE_URL, ETSY_TOKEN_URL, ETSY_KEYSTRING } = values;
  if (!APP_URL || !ETSY_AUTHORIZE_URL || !ETSY_TOKEN_URL || !ETSY_KEYSTRING)
    return notAsked("The settings of the consent are not complete");
  const { url } = await beginConsent(
    {
      authorizeUrl: ETSY_AUTHORIZE_URL,
      tokenUrl: ETSY_TOKEN_URL,
      clientId: ETSY_KEYSTRING,
      redirectUri: redirectAddress(APP_URL),
    },
    "doctor",
  );
  return ask(url, now);
}

function askInngest(values: Facts["values"], now: () => number): Promise<Answer> | Answer {
  const url = inngestUrl(values);
  return URL.canParse(url) ? ask(url, now) : { state: "silent", reason: `${url} is no address` };
}

async function tryMail({ SMTP_URL }: Facts["given"]): Promise<Facts["mail"]> {
  if (!SMTP_URL) return notAsked("SMTP_URL is not set: mails are kept until it is.");
  if (!URL.canParse(SMTP_URL)) return notAsked("SMTP_URL is no address; see above.");
  const transport = createTransport({ url: SMTP_URL, ...patience });
  try {
    await transport.verify();
    return { state: "accepted" };
  } catch (problem) {
    return { state: "silent", reason: inWords(problem) };
  } finally {
    transport.close();
  }
}
