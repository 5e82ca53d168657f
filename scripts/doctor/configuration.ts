import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readDotEnv } from "@/scripts/launcher/dot-env";
import { fromRoot } from "@/scripts/launcher/paths";
import { embeddedUrl } from "@/scripts/launcher/postgres";
import { keptSecrets } from "@/scripts/launcher/secrets";
import { folderOf, mergeEnvironments, readSettings } from "@/scripts/launcher/settings";
import { takeSecretFiles } from "@/server/secret-files";

/**
 * The variables as the console would have them: the environment over .env, and, where npm start has
 * made a database and secrets of its own in .data/, those.
 * @throws Error as takeSecretFiles does.
 */
export function configuration(): Record<string, string> {
  const given = mergeEnvironments(readDotEnv(fromRoot(".env")), process.env);
  takeSecretFiles(given);
  const dataDir = fromRoot(".data");
  const secrets = join(dataDir, "secrets.json");
  if (given.DATABASE_URL || !existsSync(secrets)) return given;
  const settings = readSettings(given, dataDir, keptSecrets(secrets));
  const folder = folderOf(settings, "postgres");
  if (!existsSync(join(folder, "password"))) return settings.app;
  const password = readFileSync(join(folder, "password"), "utf8").trim();
  return { ...settings.app, DATABASE_URL: embeddedUrl(settings.ports.POSTGRES_PORT, password) };
}
