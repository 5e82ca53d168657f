import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

const secrets = z.object({
  AUTH_SECRET: z.string().min(32),
  ENCRYPTION_KEYS: z.string().min(1),
  INNGEST_SIGNING_KEY: z.string().min(1),
  INNGEST_EVENT_KEY: z.string().min(1),
  ETSY_WEBHOOK_SECRET: z.string().min(1),
  CARTONCLOUD_WEBHOOK_KEY: z.string().min(1),
});

export type Secrets = z.infer<typeof secrets>;

/** Those that came later seal nothing that is stored: an older file gets them added. */
const known = secrets.partial({ ETSY_WEBHOOK_SECRET: true, CARTONCLOUD_WEBHOOK_KEY: true });

/**
 * The secrets of this installation, made at the first start and kept in `file`, which only its
 * owner may read.
 *
 * @throws Error in words when the file is damaged: new secrets could not open what old ones sealed.
 */
export function keptSecrets(file: string): Secrets {
  if (!existsSync(file)) return keep(file, newSecrets());
  const found = readKept(file);
  const whole = { ...webhookSecrets(), ...found };
  return secrets.safeParse(found).success ? whole : keep(file, whole);
}

function readKept(file: string): z.infer<typeof known> {
  try {
    return known.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new Error(
      `${file} cannot be read or is damaged. Put it back from a copy, or remove ${dirname(file)} to begin with new secrets and an empty database.`,
      { cause },
    );
  }
}

function keep(file: string, whole: Secrets): Secrets {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(whole, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return whole;
}

const webhookSecrets = () => ({
  ETSY_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString("base64")}`,
  CARTONCLOUD_WEBHOOK_KEY: randomBytes(32).toString("base64url"),
});

const newSecrets = (): Secrets => ({
  AUTH_SECRET: randomBytes(32).toString("base64url"),
  ENCRYPTION_KEYS: `first:${randomBytes(32).toString("base64")}`,
  INNGEST_SIGNING_KEY: `signkey-local-${randomBytes(32).toString("hex")}`,
  INNGEST_EVENT_KEY: randomBytes(24).toString("hex"),
  ...webhookSecrets(),
});
