import { randomBytes } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { everyRow } from "@/db/row-scope";
import { organisation } from "@/db/schema/organisation";
import { membership, userAccount } from "@/db/schema/people";
import { takeSecretFiles } from "@/server/secret-files";
import { readDotEnv } from "./launcher/dot-env";
import { fromRoot } from "./launcher/paths";
import { mergeEnvironments } from "./launcher/settings";

/**
 * Makes an organisation with its first admin and prints its password. Everybody of it needs a second
 * factor, until an admin says otherwise in the settings.
 */
async function main(): Promise<void> {
  const [organisationName, email, name] = process.argv.slice(2);
  const given = mergeEnvironments(readDotEnv(fromRoot(".env")), process.env);
  takeSecretFiles(given);
  const { DATABASE_URL } = given;
  if (!organisationName || !email?.includes("@") || !name || !DATABASE_URL)
    throw new Error(
      'Usage: DATABASE_URL=postgres://… npm run db:first-admin -- "Organisation" admin@example.com "Name of the admin"',
    );
  const sql = postgres(DATABASE_URL, { max: 1, onnotice: () => {}, connection: everyRow });
  const password = randomBytes(12).toString("base64url");
  const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  try {
    await drizzle(sql).transaction(async (tx) => {
      const [home] = await tx
        .insert(organisation)
        .values({ name: organisationName, requireSecondFactor: true })
        .returning();
      const [admin] = await tx
        .insert(userAccount)
        .values({ email: email.trim().toLowerCase(), name, passwordHash })
        .returning();
      if (!home || !admin) throw new Error("Nothing was stored.");
      await tx
        .insert(membership)
        .values({ userId: admin.id, organisationId: home.id, role: "admin" });
    });
  } finally {
    await sql.end();
  }
  process.stdout.write(
    `Sign in as ${email} with the password ${password}\nAn authenticator app is asked for first, of everybody; the organisation settings say whether it stays so.\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
