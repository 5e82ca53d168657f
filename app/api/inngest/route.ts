import { serve } from "inngest/next";
import type { NextRequest } from "next/server";
import { functions } from "@/inngest";
import { inngest } from "@/inngest/client";
import { env } from "@/server/env";

type Handlers = ReturnType<typeof serve>;

let handlers: Handlers | undefined;

/** Made at the first request: a build has no environment. */
const served = (): Handlers => {
  // Anyone may ask to be registered; their Host header must not say where the functions are.
  const { APP_URL, INNGEST_SERVE_ORIGIN } = env();
  handlers ??= serve({
    client: inngest,
    functions,
    serveOrigin: INNGEST_SERVE_ORIGIN || APP_URL,
  });
  return handlers;
};

export const GET = (request: NextRequest, context: unknown) => served().GET(request, context);
export const POST = (request: NextRequest, context: unknown) => served().POST(request, context);
export const PUT = (request: NextRequest, context: unknown) => served().PUT(request, context);
