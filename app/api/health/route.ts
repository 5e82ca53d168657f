import { databaseState, jobRunner, mailState } from "@/server/health";
import { isStopping } from "@/server/stopping";

const headers = { "Cache-Control": "no-store" };
/** Whoever asks for readiness in vain may come again after so long, in seconds. */
const comeAgain = { ...headers, "Retry-After": "5" };

/**
 * With `?live`: this process answers. With `?pages`, for whoever balances between processes: it can
 * serve people, which takes the database and not Inngest. Otherwise readiness: it can do all of its
 * work. The last two fail as soon as the process is asked to end.
 */
export async function GET(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams;
  if (asked.has("live")) return Response.json({ status: "live" }, { headers });
  const [database, runner] = await Promise.all([databaseState(), jobRunner()]);
  const stopping = isStopping();
  const serving = database.reachable && !stopping;
  const good = serving && (runner.reachable || asked.has("pages"));
  return Response.json(
    {
      status: stopping ? "stopping" : good ? "ready" : "not ready",
      database: database.reachable ? "reachable" : "not reachable",
      inngest: runner.reachable ? "reachable" : "not reachable",
      mail: mailState(),
      connections: database.roomy ? "fit" : "may run out; npm run doctor says how many are missing",
    },
    good ? { headers } : { status: 503, headers: comeAgain },
  );
}
