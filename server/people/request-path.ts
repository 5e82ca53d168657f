import "server-only";
import { headers } from "next/headers";
import { signInPathFor } from "./return-path";

/** Request header in which proxy.ts notes the path asked for; layouts cannot know it otherwise. */
export const requestPathHeader = "x-request-path";

/** The sign-in page that leads back to the page of this request. */
export async function signInPath(): Promise<string> {
  return signInPathFor((await headers()).get(requestPathHeader));
}
