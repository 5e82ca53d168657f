import { takeSecretFiles } from "@/server/secret-files";
import { readDotEnv } from "./launcher/dot-env";
import { fromRoot } from "./launcher/paths";

/**
 * Seals every secret anew under the first key of ENCRYPTION_KEYS, while the application runs. First
 * restart the application with the new key in front of the old one, then run this, then take the old
 * key away.
 */
async function main(): Promise<void> {
  for (const [name, value] of Object.entries(readDotEnv(fromRoot(".env"))))
    process.env[name] ||= value;
  takeSecretFiles(process.env);
  const { resealSecrets } = await import("@/server/reseal-secrets");
  const { resealed, unreadable } = await resealSecrets();
  console.log(`${resealed} secrets sealed anew, ${unreadable} could not be opened.`);
  if (unreadable > 0) {
    console.error("Keep the old keys: what could not be opened may need one of them.");
    process.exitCode = 1;
  }
}

await main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
