import { hash, verify } from "@node-rs/argon2";
import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { userAccount } from "@/db/schema/people";
import { env } from "@/server/env";

/** OWASP's argon2id parameters: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/** What stands for the password of an account that has none; it is no hash, and nothing fits it. */
export const noPassword = "none";

let absent: Promise<string> | undefined;

/** Whether the password is that of the hash. Takes as long where there is no hash. */
export async function passwordFits(
  passwordHash: string | undefined,
  password: string,
): Promise<boolean> {
  absent ??= hashPassword("nobody has this password");
  const known = passwordHash === noPassword ? undefined : passwordHash;
  const fits = await verify(known ?? (await absent), password);
  return fits && known !== undefined;
}

/**
 * The id of the person whose e-mail address and password these are; null when they do not fit,
 * the account is disabled, or it is a demo account outside demo mode. Takes as long for an
 * unknown address as for a wrong password.
 */
export async function checkCredentials(email: string, password: string): Promise<string | null> {
  const [account] = await db()
    .select()
    .from(userAccount)
    .where(eq(userAccount.email, email.trim().toLowerCase()));
  const fits = await passwordFits(account?.passwordHash, password);
  if (!account || !fits || account.disabledAt || (account.demo && !env().DEMO_MODE)) return null;
  return account.id;
}
