import Link from "next/link";
import { Why } from "@/components/help/why";
import { stateWords } from "@/components/orders/state-badge";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import { countWords, linkStates, mostCounted } from "@/server/orders/words";
import type { RouterOutputs } from "@/server/trpc/types";
import { QuotaMeter } from "./quota-meter";
import { Rights } from "./rights";

type View = RouterOutputs["integrations"]["get"];

function nextPull({ status, nextPullAt, health }: View) {
  if (health.state === "Pulling") return "Running now";
  if (status !== "active" || !nextPullAt) return "None while it is not active";
  return (
    <>
      <RelativeTime at={nextPullAt} /> <Why word="pull">Why then?</Why>
    </>
  );
}

function EtsyRights({ rights }: Pick<View, "rights">) {
  if (rights.length === 0) return null;
  return (
    <Fact name="Rights at Etsy">
      <Rights rights={rights} />
    </Fact>
  );
}

/** Shop, pulls, and how many orders are in which state. */
export function Overview({ view }: { view: View }) {
  return (
    <Card>
      <div className="grid gap-5 md:grid-cols-2">
        <Facts className="content-start">
          <Fact name="Customer">
            <Link
              className="underline underline-offset-4"
              href={`/integrations/customers/${view.customer.id}`}
            >
              {view.customer.name}
            </Link>
          </Fact>
          <Fact name="Shop">{view.shopName ?? "Not connected"}</Fact>
          <Fact name="Last pull">
            {view.lastPullSucceededAt ? <RelativeTime at={view.lastPullSucceededAt} /> : "Never"}
          </Fact>
          <Fact name="Next pull">{nextPull(view)}</Fact>
          <EtsyRights rights={view.rights} />
          {view.status === "active" ? (
            <Fact name="Calls to Etsy">
              <QuotaMeter quota={view.quota} />
            </Fact>
          ) : null}
          {view.importSince ? (
            <Fact name="Imports since">
              <RelativeTime at={view.importSince} absolute />
            </Fact>
          ) : null}
          {view.deletedAt ? (
            <Fact name="Deleted">
              <RelativeTime at={view.deletedAt} absolute />
            </Fact>
          ) : null}
        </Facts>
        <ul aria-label="Counts" className="grid content-start md:-my-1">
          {linkStates.map((state) => (
            <li key={state}>
              <Link
                href={`/integrations/${view.id}?state=${state}#orders`}
                className="flex min-h-7 items-center justify-between gap-4 rounded-md px-2 hover:bg-accent"
              >
                <span>{stateWords[state]}</span>
                <span className="tabular-nums">
                  {countWords(view.counts[state], mostCounted(state))}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
