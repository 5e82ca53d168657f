import { fetchRequestHandler } from "@trpc/server/adapters/fetch";

/**
 * Asks a procedure over HTTP as somebody; `body` is what superjson reads.
 * @throws Error where the limit of changes answers instead of the procedure: that would prove nothing.
 */
export async function askProcedure(path: string, body: string, viewer: unknown): Promise<Response> {
  const { appRouter } = await import("@/server/trpc/root");
  const all = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  const isQuery = all[path]?._def.type === "query";
  const query = isQuery ? `?input=${encodeURIComponent(body)}` : "";
  const answer = await fetchRequestHandler({
    endpoint: "/api/trpc",
    req: new Request(`http://here.test/api/trpc/${path}${query}`, {
      method: isQuery ? "GET" : "POST",
      headers: { "content-type": "application/json" },
      ...(isQuery ? {} : { body }),
    }),
    router: appRouter,
    createContext: () => ({ viewer: viewer as never }),
  });
  if (answer.status === 429) throw new Error(`${path} was asked too often to be answered.`);
  return answer;
}
