import "server-only";
import { notFound, redirect } from "next/navigation";
import { viewer } from "./auth";
import { csvFile } from "./csv-stream";
import { DomainError } from "./errors";
import { limitPerson } from "./people/limits";
import type { Scope } from "./people/scope";
import type { Viewer } from "./people/session";
import { signInPath } from "./request-path";

/** Counts a download of a person; answers 429 with the wait once these are too many, else null. */
export async function refusedDownload(person: Viewer): Promise<Response | null> {
  if (person.owesSecondFactor) redirect("/account");
  try {
    await limitPerson(person.scope, "export");
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return new Response(error.message, { status: 429 });
  }
}

/**
 * A download of what `open` streams for the signed-in person. Shows the not-found page for what does
 * not exist or may not be seen, and asks the signed-out to sign in.
 */
export async function csvAnswer(
  fileName: string,
  open: (scope: Scope) => Promise<ReadableStream<Uint8Array>>,
): Promise<Response> {
  const person = await viewer();
  if (!person) redirect(await signInPath());
  const refused = await refusedDownload(person);
  if (refused) return refused;
  try {
    return csvFile(fileName, await open(person.scope));
  } catch (error) {
    if (error instanceof DomainError) notFound();
    throw error;
  }
}
