import type { Facts } from "./facts";
import type { Finding } from "./finding";
import { faultsOr, notChecked, ok, wrong } from "./finding";
import { isForOthers, isLocal } from "./installation";

const cartonCloudHosts = ["api.cartoncloud.com", "api.na.cartoncloud.com"];
const etsyHosts = /(^|\.)etsy\.com$/;

/** What the variables say by themselves. */
export function judgeSettings(facts: Facts): Finding[] {
  const { given, values, faults } = facts;
  return [
    ...faultsOr(
      "variables",
      faults.map(({ name, message }) => `${name} ${message}.`),
      "Each variable has a form that the console takes.",
    ),
    judgeAppUrl(facts),
    values.DEMO_MODE && isForOthers(facts)
      ? wrong("demo", "DEMO_MODE=1 lets the demo accounts sign in from everywhere. Remove it.")
      : ok("demo", "Nobody from elsewhere can sign in with a demo account."),
    judgeProxies(facts),
    ...faultsOr(
      "hosts",
      foreignHosts(facts),
      isForOthers(facts)
        ? "Etsy and CartonCloud are the real ones."
        : "Etsy and CartonCloud are as set.",
    ),
    given.MAIL_FROM || given.SMTP_URL
      ? ok("mail sender", "Mails have a sender.")
      : notChecked("mail sender", "SMTP_URL is not set: mails are kept until it is."),
  ];
}

function judgeAppUrl({ given, values }: Facts): Finding {
  const url = values.APP_URL;
  if (!url) return wrong("APP_URL", "APP_URL is no address. Set it to https:// and your host.");
  const { protocol, pathname, search, hash } = new URL(url);
  if (pathname !== "/" || search || hash)
    return wrong("APP_URL", "APP_URL has more than a host. Leave away what stands behind it.");
  if (isForOthers({ values }))
    return protocol === "https:"
      ? ok("APP_URL", `${url} is https.`)
      : wrong(
          "APP_URL",
          "APP_URL begins with http://. Etsy sends nobody back to that, and sign-ins could be read on the way: put TLS before the console and write https://.",
        );
  const meantForOthers = given.NODE_ENV === "production" && !values.DEMO_MODE;
  return meantForOthers
    ? wrong(
        "APP_URL",
        `APP_URL is ${given.APP_URL ? url : "not set"}, so that links in mails and Etsy's way back lead to each person's own machine. Set it to the address that people use.`,
      )
    : ok("APP_URL", `${url}: for this machine only.`);
}

function judgeProxies(facts: Facts): Finding {
  const { APP_URL, TRUSTED_PROXIES } = facts.values;
  if (!isForOthers(facts) || !APP_URL?.startsWith("https:"))
    return notChecked("proxies", "The console is not behind TLS.");
  return (TRUSTED_PROXIES ?? 0) === 0
    ? wrong(
        "proxies",
        "TRUSTED_PROXIES is 0, but something before the console ends TLS: all people would share its address, and one person's wrong passwords would lock everybody out. Set it to the number of proxies, most often 1.",
      )
    : ok("proxies", `${TRUSTED_PROXIES} before the console.`);
}

function foreignHosts(facts: Facts): string[] {
  const { values } = facts;
  const names = ["ETSY_API_URL", "ETSY_AUTHORIZE_URL", "ETSY_TOKEN_URL"] as const;
  const host = (url: string) => new URL(url).hostname;
  const safe = (url: string) => isLocal(url) || url.startsWith("https:");
  const all = [...names, "CARTONCLOUD_API_URL"] as const;
  const plain = all
    .filter((name) => !safe(values[name] ?? "https:"))
    .map((name) => `${name} is not https: tokens could be read on the way. Write https://.`);
  if (!isForOthers(facts)) return plain;
  const etsy = names
    .filter((name) => values[name] && !etsyHosts.test(host(values[name])))
    .map(
      (name) =>
        `${name} leads to ${host(values[name] ?? "")}, which is not Etsy. Remove the variable.`,
    );
  const other = values.CARTONCLOUD_API_URL;
  return [
    ...plain,
    ...etsy,
    ...(other && !cartonCloudHosts.includes(host(other))
      ? [
          `CARTONCLOUD_API_URL leads to ${host(other)}, which is not CartonCloud: orders would go there. Remove the variable.`,
        ]
      : []),
  ];
}
