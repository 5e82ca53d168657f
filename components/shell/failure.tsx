"use client";
// Every page loads this at first, so it takes no more than it needs: no <Button>, no icons.
import { buttonVariants } from "@/components/ui/button-variants";

/** What a page failed with: on the server with a digest, in a call of the browser with its answer. */
export type PageError = { digest?: string; meta?: { response?: unknown } };

/** The number under which the server noted it, if it did. */
function referenceOf({ digest, meta }: PageError): string | null {
  const answer = meta?.response;
  return digest ?? (answer instanceof Response ? answer.headers.get("x-request-id") : null);
}

/**
 * A page that could not be shown, with the number under which the server noted why. To try again is to
 * load it anew: what Next offers draws the same failed answer once more.
 */
export function Failure({ error }: { error: PageError }) {
  const reference = referenceOf(error);
  return (
    <div className="mx-auto grid max-w-prose gap-4 px-4 py-10">
      <h1 className="font-semibold text-xl">Something went wrong on our side</h1>
      <p>
        This page could not be shown. Receipts and orders go on being worked on in the background;
        nothing was lost.
      </p>
      {reference ? (
        <p className="text-muted-foreground">
          If it happens again, tell us the reference <code className="font-mono">{reference}</code>.
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <button type="button" className={buttonVariants()} onClick={() => location.reload()}>
          Try again
        </button>
        <a className={buttonVariants({ variant: "outline" })} href="/integrations">
          Go to your integrations
        </a>
      </div>
    </div>
  );
}
