"use client";
import { PackageSearch } from "lucide-react";
import Link from "next/link";
import { useCallback, useState } from "react";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { useQuery } from "@/components/query/use-query";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { buttonVariants } from "@/components/ui/button-variants";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { useToast } from "@/components/ui/toast";
import type { OrderListPage } from "./list-href";
import { csvHref, listHref } from "./list-href";
import { OrderFilters } from "./order-filters";
import { isRetryable, OrderRow } from "./order-row";
import { holdTitle } from "./reason-words";

type Props = { page: OrderListPage; may: { allowed: boolean }; pollMs: number };

function useRetry(integrationId: string, onDone: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  return useMutation(
    trpc.orders.retry.mutationOptions({
      onSuccess: ({ released }) => {
        onDone();
        if (released > 0)
          toast({
            title: released === 1 ? "1 order is tried again" : `${released} orders are tried again`,
          });
      },
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries(trpc.orders.pathFilter()),
          queryClient.invalidateQueries(trpc.integrations.get.queryFilter({ integrationId })),
        ]),
    }),
  );
}

function Empty({ page }: { page: OrderListPage }) {
  const { integrationId, state, receipt, reason, before } = page;
  if (!state && !receipt && !reason && !before)
    return (
      <EmptyState icon={PackageSearch} title="No orders yet">
        They appear here as soon as a pull finds them. “Pull now” looks at once.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={PackageSearch}
      title="No order fits"
      action={
        <Link
          className={buttonVariants({ variant: "outline" })}
          href={listHref({ integrationId })}
          scroll={false}
        >
          Show all orders
        </Link>
      }
    />
  );
}

/** Every receipt of the integration and what became of it, latest first, with a retry for many. */
export function OrderList({ page, may, pollMs }: Props) {
  const trpc = useTRPC();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const choose = useCallback(
    (id: string, on: boolean) =>
      setChosen((all) => {
        const next = new Set(all);
        if (on) next.add(id);
        else next.delete(id);
        return next;
      }),
    [],
  );
  const { data, error } = useQuery({
    ...trpc.orders.list.queryOptions(page),
    refetchInterval: pollMs,
  });
  const retry = useRetry(page.integrationId, () => setChosen(new Set()));
  const links = data?.links ?? [];
  // What is no longer shown or has moved on is not retried unseen.
  const ready = links.filter((link) => chosen.has(link.id) && isRetryable(link));
  const retryable = links.filter(isRetryable);
  const refused = retry.data?.refused ?? [];
  return (
    <Card
      id="orders"
      title="Orders"
      description={page.reason ? `Only: ${holdTitle(page.reason)}` : undefined}
      flush
      actions={
        <>
          {links.length > 0 ? (
            <a
              className={buttonVariants({ variant: "ghost", size: "sm" })}
              href={csvHref(page)}
              download
            >
              Export as CSV
            </a>
          ) : null}
          {may.allowed && retryable.length > 0 ? (
            <Button
              variant="outline"
              size="sm"
              pending={retry.isPending}
              aria-disabled={ready.length === 0 || undefined}
              onClick={() =>
                ready.length > 0 &&
                retry.mutate({
                  integrationId: page.integrationId,
                  orderLinkIds: ready.map(({ id }) => id),
                })
              }
            >
              {ready.length === 0 ? "Choose orders to retry" : `Retry ${ready.length} chosen`}
            </Button>
          ) : null}
        </>
      }
    >
      <OrderFilters page={page} />
      {error || retry.error || refused.length > 0 ? (
        <div className="p-4 pb-0">
          <Alert tone="danger" live>
            {error || retry.error
              ? errorMessage(retry.error ?? error)
              : `${refused.length} could not be tried again: ${refused[0]?.why}`}
          </Alert>
        </div>
      ) : null}
      {!data ? (
        <div className="grid gap-2 p-4" aria-busy="true">
          <Skeleton className="h-9" />
          <Skeleton className="h-9" />
          <Skeleton className="h-9" />
        </div>
      ) : links.length === 0 ? (
        <Empty page={page} />
      ) : (
        <Table caption="Orders, latest first">
          <TableHeader>
            <TableRow>
              {may.allowed ? (
                <TableHead>
                  <input
                    type="checkbox"
                    aria-label="Choose all that can be retried"
                    className="block size-5 accent-primary"
                    checked={retryable.length > 0 && ready.length === retryable.length}
                    disabled={retryable.length === 0}
                    onChange={(event) =>
                      setChosen(new Set(event.target.checked ? retryable.map(({ id }) => id) : []))
                    }
                  />
                </TableHead>
              ) : null}
              <TableHead>Receipt</TableHead>
              <TableHead>Placed</TableHead>
              <TableHead>State</TableHead>
              <TableHead>Items</TableHead>
              <TableHead>Value</TableHead>
              <TableHead>Outbound order</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {links.map((link) => (
              <OrderRow
                key={link.id}
                link={link}
                href={`/integrations/${page.integrationId}/orders/${link.id}`}
                chosen={chosen.has(link.id)}
                onChoose={may.allowed ? choose : null}
              />
            ))}
          </TableBody>
        </Table>
      )}
      {data?.next || page.before ? (
        <p className="flex justify-center gap-3 border-t p-3">
          {page.before ? (
            <Link
              className={buttonVariants({ variant: "outline" })}
              href={listHref({ ...page, before: undefined })}
            >
              Latest orders
            </Link>
          ) : null}
          {data?.next ? (
            <Link
              className={buttonVariants({ variant: "outline" })}
              href={listHref({ ...page, before: data.next })}
            >
              Older orders
            </Link>
          ) : null}
        </p>
      ) : null}
    </Card>
  );
}
