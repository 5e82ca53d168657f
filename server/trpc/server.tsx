import "server-only";
import type { FetchQueryOptions, QueryKey } from "@tanstack/react-query";
import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { cache } from "react";
import superjson from "superjson";
import { signInPath } from "@/server/request-path";
import { createContext } from "./context";
import { createCallerFactory } from "./init";
import { refusalCode, reportFailure } from "./report";
import { appRouter } from "./root";

const queryClient = cache(
  () =>
    new QueryClient({
      defaultOptions: {
        queries: { staleTime: 30_000, retry: false },
        dehydrate: { serializeData: superjson.serialize },
      },
    }),
);

const context = cache(createContext);

/** Query options for pages: `await load(api.billing.statement.queryOptions({ ... }))`. */
export const api = createTRPCOptionsProxy({
  ctx: context,
  router: appRouter,
  queryClient,
});

/** Calls procedures of this process directly; for route handlers and for pages without components. */
export const caller = createCallerFactory(appRouter)(context, {
  onError: ({ path, error }) => reportFailure(path, error),
});

/**
 * Runs a query for a page, so that the components inside <Hydrate> have its data at the first paint.
 * Shows the not-found page for what does not exist or may not be seen, and asks the signed-out to sign in.
 */
export async function load<Data, Failure, Selected, Key extends QueryKey>(
  options: FetchQueryOptions<Data, Failure, Selected, Key>,
): Promise<Selected> {
  try {
    return await queryClient().fetchQuery(options);
  } catch (error) {
    const code = refusalCode(error);
    if (code === "UNAUTHORIZED") redirect(await signInPath());
    if (code === "NOT_FOUND" || code === "FORBIDDEN" || code === "BAD_REQUEST") notFound();
    throw error;
  }
}

/** Hands everything that was loaded to the components inside. */
export function Hydrate({ children }: { children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(queryClient())}>{children}</HydrationBoundary>;
}
