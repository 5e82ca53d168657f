import "server-only";
import { viewer } from "@/server/auth";
import type { Context } from "./init";

/** Who asks, read from the session of this request. */
export async function createContext(): Promise<Context> {
  return { viewer: await viewer() };
}
