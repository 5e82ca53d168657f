import { env } from "./env";
import { takeSecretFiles } from "./secret-files";

/** Ends the process with a readable list when the environment is not complete. */
export function checkEnvironment(): void {
  try {
    takeSecretFiles(process.env);
    // next-auth takes its own address from this variable and from nowhere else.
    process.env.NEXTAUTH_URL = env().APP_URL;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
