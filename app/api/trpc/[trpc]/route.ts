import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { env } from "@/server/env";
import { limitedBody, tooLarge } from "@/server/limited-body";
import { fromOwnPages, notFromOwnPages } from "@/server/own-pages";
import { createContext } from "@/server/trpc/context";
import { reportFailure } from "@/server/trpc/report";
import { appRouter } from "@/server/trpc/root";

/** The largest input, 200 order links to retry, is a few kilobytes; ten calls may come as one. */
const largestBodyBytes = 1024 * 1024;
/** An invoice, which stands in JSON: its line ends and quotes take two signs each. */
const largestInvoiceBytes = 4 * largestBodyBytes;
const mostBytes = ({ url }: Request): number =>
  new URL(url).pathname.endsWith("/billing.reconcile") ? largestInvoiceBytes : largestBodyBytes;

const answer = (req: Request): Promise<Response> =>
  fetchRequestHandler({
    endpoint: "/api/trpc",
    req,
    router: appRouter,
    createContext,
    onError: ({ path, error }) => reportFailure(path, error),
  });

/** Queries; tRPC takes no mutation this way. */
export { answer as GET };

/** Mutations, from the console's own pages alone. */
export async function POST(request: Request): Promise<Response> {
  if (!fromOwnPages(request.headers, env().APP_URL)) return notFromOwnPages();
  const body = await limitedBody(request, mostBytes(request));
  if (body === null) return tooLarge();
  const { url, headers, method } = request;
  return answer(new Request(url, { method, headers, body }));
}
