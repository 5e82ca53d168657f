import type { Facts } from "./facts";
import type { Finding } from "./finding";
import { faultsOr, notChecked, ok, wrong } from "./finding";
import { isForOthers } from "./installation";

/** Variables whose values nobody may know, and that must not be the same. */
const secretNames = [
  "AUTH_SECRET",
  "ETSY_SHARED_SECRET",
  "ETSY_WEBHOOK_SECRET",
  "INNGEST_SIGNING_KEY",
  "INNGEST_EVENT_KEY",
  "OIDC_CLIENT_SECRET",
  "METRICS_TOKEN",
];

/** Fewer different characters than this do not come out of a generator, at 32 characters and more. */
const fewestSigns = 10;
const guessable = /change.?me|passw|example|replace|your.?secret|12345678|abcdefgh/i;
const isWeak = (text: string) => new Set(text).size < fewestSigns || guessable.test(text);
const makeOne = "Make one with: openssl rand -base64 32";

/** Keys and secrets, without asking anybody. No finding holds any of them. */
export const judgeSecrets = (facts: Facts): Finding[] => [
  judgeAuthSecret(facts),
  ...faultsOr("different secrets", sameSecrets(facts.given), "No secret serves two purposes."),
  ...judgeKeyRing(facts),
  judgeWebhookSecret(facts.given),
  ...judgeInngestKeys(facts),
  judgeMetricsToken(facts.given),
];

function judgeAuthSecret({ values }: Facts): Finding {
  const secret = values.AUTH_SECRET;
  if (!secret)
    return notChecked("AUTH_SECRET", "It has no form that the console takes; see above.");
  return isWeak(secret)
    ? wrong("AUTH_SECRET", `AUTH_SECRET can be guessed, and with it any session made. ${makeOne}.`)
    : ok("AUTH_SECRET", "It is long and not guessable by its look.");
}

function sameSecrets(given: Facts["given"]): string[] {
  const ring = (given.ENCRYPTION_KEYS ?? "").split(",").map((entry) => entry.split(":")[1] ?? "");
  const named = [
    ...secretNames.map((name) => [name, given[name]] as const),
    ...ring.map((key) => ["ENCRYPTION_KEYS", key] as const),
  ].filter((pair): pair is [string, string] => !!pair[1]);
  return named.flatMap(([name, value], index) =>
    named
      .slice(index + 1)
      .filter(([other, text]) => text === value && other !== name)
      .map(
        ([other]) =>
          `${name} and ${other} are the same: who learns one has the other. Make a new ${name}.`,
      ),
  );
}

function judgeKeyRing({ values }: Facts): Finding[] {
  const ring = values.ENCRYPTION_KEYS;
  if (!ring) return [notChecked("ENCRYPTION_KEYS", "No key ring can be read; see above.")];
  const faults = ring.flatMap(({ id, key }, index) => {
    if (ring.findIndex((other) => other.id === id) < index)
      return [`Two keys of ENCRYPTION_KEYS are called ${id}: only the first opens. Rename one.`];
    return new Set(key).size < fewestSigns
      ? [
          `The key ${id} of ENCRYPTION_KEYS can be guessed. Put a new one in front and run npm run keys:rotate.`,
        ]
      : [];
  });
  return faultsOr("ENCRYPTION_KEYS", faults, `${ring.length} in the ring; ${ring[0]?.id} seals.`);
}

/** Texts of Etsy's webhook secret: `whsec_` and 24 to 64 bytes in base64 (Standard Webhooks). */
export const isWebhookSecret = (text: string): boolean => {
  const bytes = Buffer.from(text.slice(6), "base64");
  const canonical =
    bytes.toString("base64").replace(/=+$/, "") === text.slice(6).replace(/=+$/, "");
  return text.startsWith("whsec_") && canonical && bytes.length >= 16 && bytes.length <= 64;
};

function judgeWebhookSecret({ ETSY_WEBHOOK_SECRET: secret }: Facts["given"]): Finding {
  const check = "Etsy webhook secret";
  if (!secret)
    return notChecked(check, "ETSY_WEBHOOK_SECRET is not set: orders come by the clock alone.");
  return secret.split(",").every((one) => isWebhookSecret(one.trim()))
    ? ok(check, "It has the form of Etsy's.")
    : wrong(
        check,
        "ETSY_WEBHOOK_SECRET is not whsec_ and base64, so that every message of Etsy is refused. Copy it again from the webhook's page in your Etsy app.",
      );
}

/** As the Inngest server takes it: an even number of hexadecimal digits, perhaps after a prefix. */
const signingKey = /^(signkey-\w+-)?([0-9a-f]{2}){16,}$/i;

function judgeInngestKeys(facts: Facts): Finding[] {
  const { INNGEST_DEV, INNGEST_SIGNING_KEY, INNGEST_EVENT_KEY } = facts.given;
  const check = "Inngest keys";
  if (INNGEST_DEV && !["0", "false"].includes(INNGEST_DEV))
    return [
      isForOthers(facts)
        ? wrong(
            check,
            "INNGEST_DEV is set: everybody could run the functions. Remove it and set the keys.",
          )
        : notChecked(check, "INNGEST_DEV needs none."),
    ];
  const missing = Object.entries({ INNGEST_SIGNING_KEY, INNGEST_EVENT_KEY })
    .filter(([, value]) => !value)
    .map(
      ([name]) => `${name} is missing: no background work runs. Take it from your Inngest server.`,
    );
  const malformed =
    INNGEST_SIGNING_KEY && !signingKey.test(INNGEST_SIGNING_KEY)
      ? [
          "INNGEST_SIGNING_KEY is no signing key: 32 or more hexadecimal digits, in Inngest Cloud after signkey-prod-. Copy it again.",
        ]
      : [];
  return faultsOr(
    check,
    [...missing, ...malformed],
    "Both are there; the server was not asked about them.",
  );
}

function judgeMetricsToken({ METRICS_TOKEN: token }: Facts["given"]): Finding {
  const check = "metrics token";
  if (!token) return notChecked(check, "METRICS_TOKEN is not set: there is no page of metrics.");
  return isWeak(token)
    ? wrong(check, `METRICS_TOKEN can be guessed. ${makeOne}.`)
    : ok(check, "It is long and not guessable by its look.");
}
