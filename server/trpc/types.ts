import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { appRouter } from "./root";

/** The only thing of the server that components see: types, erased before anything is bundled. */
export type AppRouter = typeof appRouter;
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;
