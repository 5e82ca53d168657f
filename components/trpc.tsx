"use client";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, TRPCClientError } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import superjson from "superjson";
import { isUnattended, watchAttendance } from "@/components/shell/attendance";
import { unattendedHeader } from "@/server/people/words";
import type { AppRouter } from "@/server/trpc/types";

const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();

export { useTRPC };

const failure = (error: unknown): TRPCClientError<AppRouter> | null =>
  error instanceof TRPCClientError ? error : null;

/** What to tell a person about a failed call, in a sentence. */
export function errorMessage(error: unknown): string {
  const known = failure(error);
  return known?.data
    ? known.message
    : "The server did not answer. Check your connection and try again.";
}

/** Field name to sentence, for <Form errors>. Empty for an error that concerns no field. */
export function fieldErrors(error: unknown): Record<string, string> {
  return failure(error)?.data?.fields ?? {};
}

function whenSignedOut(error: unknown) {
  if (failure(error)?.data?.code !== "UNAUTHORIZED") return;
  const here = `${window.location.pathname}${window.location.search}`;
  window.location.assign(`/sign-in?callbackUrl=${encodeURIComponent(here)}`);
}

const passing = (error: unknown): boolean => {
  const status = failure(error)?.data?.httpStatus;
  return status === undefined || status >= 500;
};

function createQueryClient() {
  return new QueryClient({
    queryCache: new QueryCache({ onError: whenSignedOut }),
    mutationCache: new MutationCache({ onError: whenSignedOut }),
    defaultOptions: {
      queries: { staleTime: 30_000, retry: (count, error) => passing(error) && count < 2 },
      hydrate: { deserializeData: superjson.deserialize },
    },
  });
}

/** Gives the components below their queries and mutations. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        httpBatchLink({
          url: "/api/trpc",
          transformer: superjson,
          maxItems: 10,
          // What a page asks again and again by itself keeps no session alive.
          headers: () => (isUnattended() ? { [unattendedHeader]: "1" } : {}),
        }),
      ],
    }),
  );
  useEffect(watchAttendance, []);
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
