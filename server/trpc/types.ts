import type {
  AnyMutationProcedure,
  AnyQueryProcedure,
  inferProcedureInput,
  inferProcedureOutput,
  inferRouterInputs,
  inferRouterOutputs,
} from "@trpc/server";
import type { appRouter } from "./root";

/** The only thing of the server that components see: types, erased before anything is bundled. */
export type AppRouter = typeof appRouter;
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;

/** A query by the path of its procedure and its input. What it answers stands in the type alone. */
export type Query<Output> = { path: string; input: unknown; answers?: Output };

/** A mutation by the path of its procedure. What it takes and answers stands in the type alone. */
export type Mutation<Input, Output> = { path: string; takes?: Input; answers?: Output };

export type Given<Input> = undefined extends Input ? [input?: Input] : [input: Input];

/** The procedures of a router by name, each as what asks for it. */
export type Queries<Procedures> = {
  [Name in keyof Procedures]: Procedures[Name] extends AnyQueryProcedure
    ? {
        queryOptions(
          ...given: Given<inferProcedureInput<Procedures[Name]>>
        ): Query<inferProcedureOutput<Procedures[Name]>>;
      }
    : Procedures[Name] extends AnyMutationProcedure
      ? unknown
      : Queries<Procedures[Name]>;
};

export type Procedures = AppRouter["_def"]["record"];
