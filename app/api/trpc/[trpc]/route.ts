import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { createContext } from "@/server/trpc/context";
import { reportFailure } from "@/server/trpc/report";
import { appRouter } from "@/server/trpc/root";

const handler = (req: Request): Promise<Response> =>
  fetchRequestHandler({
    endpoint: "/api/trpc",
    req,
    router: appRouter,
    createContext,
    onError: ({ path, error }) => reportFailure(path, error),
  });

export { handler as GET, handler as POST };
