import "server-only";
import { headers } from "next/headers";
import { requestPathHeader, signInPathFor } from "./people/return-path";

/** The sign-in page that leads back to the page of this request. */
export async function signInPath(): Promise<string> {
  return signInPathFor((await headers()).get(requestPathHeader));
}
