import { takeSecretFiles } from "@/server/secret-files";
import { readDotEnv } from "./launcher/dot-env";
import { migrateDatabase } from "./launcher/migrate";
import { fromRoot } from "./launcher/paths";
import { mergeEnvironments } from "./launcher/settings";

try {
  const given = mergeEnvironments(readDotEnv(fromRoot(".env")), process.env);
  takeSecretFiles(given);
  const url = given.DATABASE_URL;
  if (!url)
    throw new Error(
      "DATABASE_URL is missing: the address of the database to bring up to date. (npm start does this by itself for the embedded one.)",
    );
  const { applied, withheld } = await migrateDatabase(url, {
    alone: process.argv.includes("--alone"),
  });
  for (const tag of applied) process.stdout.write(`Applied ${tag}.\n`);
  process.stdout.write(
    withheld
      ? `${withheld} and what follows wait: they take away what the version before still uses. Run this again once every process runs this version, or with --alone while none runs.\n`
      : "The database is up to date.\n",
  );
} catch (problem) {
  process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`);
  process.exit(1);
}
