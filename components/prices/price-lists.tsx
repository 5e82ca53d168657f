"use client";
import { formatDay } from "@/components/billing/format-week";
import type { PriceBook } from "@/components/billing/types";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { formatMoney } from "@/components/ui/money";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { useToast } from "@/components/ui/toast";

type List = PriceBook["lists"][number];

const sinceEver = "1970-01-05";

/** "1 from $10.00, 5 from $8.00". */
const inWords = ({ tiers }: List): string =>
  tiers
    .map(
      (tier) =>
        `from\u00a0${tier.fromQuantity}:\u00a0${formatMoney(tier.weeklyPriceMinor, tier.currency)}`,
    )
    .join(", ");

function State({ state }: { state: List["state"] }) {
  if (state === "current") return <Badge tone="success">Holds now</Badge>;
  return state === "coming" ? <Badge tone="info">To come</Badge> : <Badge>Past</Badge>;
}

/** Every price list by the week that it begins with; those to come can be taken back. */
export function PriceLists({ book }: { book: PriceBook }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const remove = useMutation(
    trpc.billing.removePriceList.mutationOptions({
      onSuccess: () => toast({ title: "Price list taken back" }),
      onSettled: () => queryClient.invalidateQueries(trpc.billing.pathFilter()),
    }),
  );
  if (book.lists.length === 0)
    return (
      <Card title="Price lists">
        <EmptyState title="No price list yet">
          {formatMoney(book.tiers[0].weeklyPriceMinor, book.tiers[0].currency)} a week for each
          integration holds until one is saved.
        </EmptyState>
      </Card>
    );
  return (
    <Card title="Price lists" flush>
      {remove.error ? (
        <div className="p-4">
          <Alert tone="danger" live>
            {errorMessage(remove.error)}
          </Alert>
        </div>
      ) : null}
      <Table caption="Price lists, latest first">
        <TableHeader>
          <TableRow>
            <TableHead>Valid from</TableHead>
            <TableHead>Price of each integration a week</TableHead>
            <TableHead>State</TableHead>
            <TableHead>
              <span className="sr-only">Action</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {book.lists.map((list) => (
            <TableRow key={list.validFrom}>
              <TableCell label="Valid from">
                {list.validFrom === sinceEver ? "the beginning" : formatDay(list.validFrom)}
              </TableCell>
              <TableCell label="Price">{inWords(list)}</TableCell>
              <TableCell label="State">
                <State state={list.state} />
              </TableCell>
              <TableCell className="text-right">
                {list.state === "coming" ? (
                  <Button
                    variant="ghost"
                    size="sm"
                    pending={remove.isPending && remove.variables.validFrom === list.validFrom}
                    aria-label={`Take back the price list from ${formatDay(list.validFrom)}`}
                    onClick={() => remove.mutate({ validFrom: list.validFrom })}
                  >
                    Take back
                  </Button>
                ) : null}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
