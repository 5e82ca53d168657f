import "server-only";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { signInPath } from "@/server/request-path";
import { createContext } from "./context";
import { createCallerFactory } from "./init";
import { refusalCode, reportFailure } from "./report";
import { appRouter } from "./root";
import type { Procedures, Queries, Query } from "./types";

const context = cache(createContext);
const createCaller = createCallerFactory(appRouter);

/** Calls procedures of this process directly; for route handlers and for pages without components. */
export const caller = createCaller(context, {
  onError: ({ path, error }) => reportFailure(path, error),
});

type Asked = Query<unknown> & { data: unknown; at: number };

/** What the page of this request has asked for: once each, however often it asks. */
const answers = cache(() => new Map<string, Promise<Asked>>());

// The page that fails is reported by whoever shows its error, once.
const own = createCaller(context);

/** Each name is a step of the path, and `queryOptions` ends it. */
const queriesAt = (path: string[]): unknown =>
  new Proxy(() => {}, {
    get: (_target, name) => queriesAt([...path, String(name)]),
    apply: (_target, _this, [input]: unknown[]) => ({ path: path.slice(0, -1).join("."), input }),
  });

/** Queries of pages: `await load(api.billing.statement.queryOptions({ ... }))`. */
export const api = queriesAt([]) as Queries<Procedures>;

async function ask({ path, input }: Query<unknown>): Promise<Asked> {
  const procedure = path
    .split(".")
    .reduce<unknown>((at, name) => Reflect.get(Object(at), name), own);
  const data = await (procedure as (input: unknown) => Promise<unknown>)(input);
  return { path, input, data, at: Date.now() };
}

/**
 * Runs a query for a page, so that the components inside <Hydrate> have its data at the first paint.
 * Shows the not-found page for what does not exist or may not be seen, and asks the signed-out to sign in.
 */
export async function load<Output>(query: Query<Output>): Promise<Output> {
  const key = JSON.stringify([query.path, query.input]);
  const answer = answers().get(key) ?? ask(query);
  answers().set(key, answer);
  try {
    return (await answer).data as Output;
  } catch (error) {
    const code = refusalCode(error);
    if (code === "UNAUTHORIZED") redirect(await signInPath());
    if (code === "FORBIDDEN" && (await context()).viewer?.owesSecondFactor) redirect("/account");
    if (code === "NOT_FOUND" || code === "FORBIDDEN" || code === "BAD_REQUEST") notFound();
    throw error;
  }
}

/** Everything that was loaded, for <Hydrate>. */
export const loaded = (): Promise<Asked[]> => Promise.all(answers().values());
