import type { Answer, Facts } from "./facts";
import type { Finding } from "./finding";
import { notChecked, ok, wrong } from "./finding";
import { redirectAddress } from "./installation";

/** Who is asked over the network. */
export const judgeOutside = (facts: Facts): Finding[] => [
  judgeConsole(facts),
  judgeEtsyKey(facts.etsy.ping),
  judgeRedirect(facts),
  judgeReach(
    "CartonCloud",
    facts.cartonCloud,
    "Check CARTONCLOUD_API_URL and the firewall's way out.",
  ),
  judgeReach(
    "Inngest",
    facts.inngest,
    "No background work runs. Start the server, or check INNGEST_BASE_URL.",
  ),
  judgeMail(facts.mail),
];

function judgeConsole({ console: answer, values }: Facts): Finding {
  const check = "console";
  if (answer.state !== "answered")
    return notChecked(
      check,
      `Nothing answers at APP_URL: ${answer.reason}. Start it and ask again.`,
    );
  return answer.status === 200 && answer.body.includes('"live"')
    ? ok(check, `It answers at ${values.APP_URL}.`)
    : wrong(
        check,
        `Something else than the console answers at APP_URL (${answer.status}). Correct APP_URL, or what the proxy leads to.`,
      );
}

function judgeEtsyKey(answer: Answer): Finding {
  const check = "Etsy key";
  if (answer.state === "not asked") return notChecked(check, answer.reason);
  if (answer.state === "silent")
    return wrong(
      check,
      `Etsy is not reached: ${answer.reason}. Check ETSY_API_URL and the firewall.`,
    );
  if (answer.status === 200) return ok(check, "Etsy takes the keystring and shared secret.");
  if ([401, 403, 404].includes(answer.status))
    return wrong(
      check,
      `Etsy refuses the key (${answer.status}). Copy ETSY_KEYSTRING and ETSY_SHARED_SECRET again; for a new app, wait until Etsy has approved it.`,
    );
  return notChecked(check, `Etsy answered ${answer.status}. Try again later.`);
}

/** Etsy shows a page with the reason, and sends nobody back (facts as of etsy/open-api#331). */
function judgeRedirect({ etsy, values }: Facts): Finding {
  const check = "redirect address";
  const own = redirectAddress(values.APP_URL ?? "");
  const compare = `Compare by hand: ${own} must stand in your Etsy app, letter by letter.`;
  const answer = etsy.consent;
  if (answer.state !== "answered") return notChecked(check, `${answer.reason}. ${compare}`);
  if (/redirect URL is not permitted/i.test(answer.body))
    return wrong(
      check,
      `Etsy does not permit ${own}. Enter it in your Etsy app, letter by letter.`,
    );
  return answer.status === 200 && answer.body.includes(own)
    ? ok(check, `The consent page leads back to ${own}.`)
    : notChecked(check, `Etsy shows its consent page to sellers only. ${compare}`);
}

function judgeReach(check: string, answer: Answer, todo: string): Finding {
  if (answer.state === "not asked") return notChecked(check, answer.reason);
  if (answer.state === "silent")
    return wrong(check, `${check} is not reached: ${answer.reason}. ${todo}`);
  return answer.status >= 500
    ? wrong(check, `${check} answered ${answer.status}. ${todo}`)
    : ok(check, "It answers.");
}

function judgeMail(mail: Facts["mail"]): Finding {
  const check = "mail server";
  if (mail.state === "accepted") return ok(check, "It answers and takes the login.");
  return mail.state === "silent"
    ? wrong(
        check,
        `The server of SMTP_URL takes no mail: ${mail.reason}. Check its address and login.`,
      )
    : notChecked(check, mail.reason);
}
