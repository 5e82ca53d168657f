import { Alert } from "@/components/ui/alert";
import { RelativeTime } from "@/components/ui/relative-time";
import type { RouterOutputs } from "@/server/trpc/types";

type Receipt = NonNullable<RouterOutputs["orders"]["get"]["receipt"]>;

/** What someone changed in Etsy after the order was created. The order is as it was. */
export function EditsNote({ edits }: { edits: NonNullable<Receipt["edits"]> }) {
  return (
    <Alert tone="warning" title="Changed in Etsy after the order was created">
      <div className="grid gap-2">
        <p>
          {edits.at ? (
            <>
              Seen <RelativeTime at={edits.at} />.{" "}
            </>
          ) : null}
          The outbound order was left as it was: change it in CartonCloud if the warehouse is to
          follow.
        </p>
        <ul className="grid list-disc gap-1 pl-5">
          {edits.address ? <li>The address is now: {edits.address.join(", ")}</li> : null}
          {edits.lines.map(({ title, before, after }) => (
            <li key={`${title} ${before} ${after}`}>
              {title}: {before === 0 ? "new" : before} → {after === 0 ? "gone" : after}
            </li>
          ))}
        </ul>
      </div>
    </Alert>
  );
}
