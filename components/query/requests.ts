import type {
  AnyMutationProcedure,
  AnyQueryProcedure,
  inferProcedureInput,
  inferProcedureOutput,
} from "@trpc/server";
import type { Given, Mutation, Procedures, Query } from "@/server/trpc/types";
import type { Filter } from "./store";
import type { Callbacks } from "./use-mutation";

type Filters = {
  /** All of this path and below it. */
  pathFilter(): Filter;
};

type QueryRequest<Input, Output> = Filters & {
  queryOptions(...given: Given<Input>): Query<Output>;
  queryFilter(...given: Given<Input>): Filter;
};

type MutationRequest<Input, Output> = {
  mutationOptions(
    callbacks?: Callbacks<Input, Output>,
  ): Mutation<Input, Output> & Callbacks<Input, Output>;
};

type Requests<Of> = Filters & {
  [Name in keyof Of]: Of[Name] extends AnyQueryProcedure
    ? QueryRequest<inferProcedureInput<Of[Name]>, inferProcedureOutput<Of[Name]>>
    : Of[Name] extends AnyMutationProcedure
      ? MutationRequest<inferProcedureInput<Of[Name]>, inferProcedureOutput<Of[Name]>>
      : Requests<Of[Name]>;
};

const endings: Record<string, (path: string, given: unknown) => unknown> = {
  queryOptions: (path, input) => ({ path, input }),
  queryFilter: (path, input) => ({ path, input }),
  pathFilter: (path) => ({ path }),
  mutationOptions: (path, callbacks) => ({ ...(callbacks as object | undefined), path }),
};

/** Each name that is read is a step of the path; an ending makes the request. */
function requestsAt(path: string[]): unknown {
  return new Proxy(() => {}, {
    get: (_target, name) => requestsAt([...path, String(name)]),
    apply: (_target, _this, [given]: unknown[]) =>
      endings[path.at(-1) ?? ""]?.(path.slice(0, -1).join("."), given),
  });
}

/** All procedures of the server by name: `requests.orders.list.queryOptions({ ... })`. */
export const requests = requestsAt([]) as Requests<Procedures>;
