import { metricsAnswer } from "@/server/metrics/answer";

/** For Prometheus, with the bearer token METRICS_TOKEN. */
export const GET = (request: Request): Promise<Response> =>
  metricsAnswer(request.headers.get("authorization"));
