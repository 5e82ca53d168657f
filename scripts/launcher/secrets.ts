import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

const secrets = z.object({
  AUTH_SECRET: z.string().min(32),
  ENCRYPTION_KEYS: z.string().min(1),
  INNGEST_SIGNING_KEY: z.string().min(1),
  INNGEST_EVENT_KEY: z.string().min(1),
});

export type Secrets = z.infer<typeof secrets>;

/**
 * The secrets of this installation, made at the first start and kept in `file`, which only its
 * owner may read.
 *
 * @throws Error in words when the file is damaged: new secrets could not open what old ones sealed.
 */
export function keptSecrets(file: string): Secrets {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, `${JSON.stringify(newSecrets(), null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  try {
    return secrets.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new Error(
      `${file} cannot be read or is damaged. Put it back from a copy, or remove ${dirname(file)} to begin with new secrets and an empty database.`,
      { cause },
    );
  }
}

const newSecrets = (): Secrets => ({
  AUTH_SECRET: randomBytes(32).toString("base64url"),
  ENCRYPTION_KEYS: `first:${randomBytes(32).toString("base64")}`,
  INNGEST_SIGNING_KEY: `signkey-local-${randomBytes(32).toString("hex")}`,
  INNGEST_EVENT_KEY: randomBytes(24).toString("hex"),
});
