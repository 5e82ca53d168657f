import type { Context } from "hono";
import type { z } from "zod";
import type { ErrorItem } from "./problem";
import { Problem, refusal } from "./problem";

/**
 * Reads a JSON body by a schema.
 *
 * @throws Problem 400 when it is not JSON or not sent as JSON; 422 with a pointer per bad field.
 */
export async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  if (mediaType(c) !== "application/json")
    throw refusal(400, "Send the body as Content-Type application/json");
  let json: unknown;
  try {
    json = JSON.parse(await c.req.text());
  } catch {
    throw refusal(400, "The body is not valid JSON");
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new Problem(422, parsed.error.issues.flatMap(errorItems));
}

/** The media type of the body, without its parameters. */
export function mediaType(c: Context): string {
  return (c.req.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

function errorItems(issue: z.core.$ZodIssue): ErrorItem[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      field: pointer([...issue.path, key]),
      message: "Unknown field",
    }));
  return [{ field: pointer(issue.path), message: issue.message }];
}

function pointer(path: PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}
