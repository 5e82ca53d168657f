import { databaseReachable, jobRunner, mailState } from "@/server/health";

/** Liveness with `?live`: this process answers. Otherwise readiness: the database and Inngest do too. */
export async function GET(request: Request): Promise<Response> {
  const headers = { "Cache-Control": "no-store" };
  if (new URL(request.url).searchParams.has("live"))
    return Response.json({ status: "live" }, { headers });
  const [database, runner] = await Promise.all([databaseReachable(), jobRunner()]);
  const ready = database && runner.reachable;
  return Response.json(
    {
      status: ready ? "ready" : "not ready",
      database: database ? "reachable" : "not reachable",
      inngest: runner.reachable ? "reachable" : "not reachable",
      mail: mailState(),
    },
    { status: ready ? 200 : 503, headers },
  );
}
