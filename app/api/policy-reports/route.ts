import { receivePolicyReports } from "@/server/policy-reports";

/** Where browsers tell what the policy of a page refused. */
export async function POST(request: Request): Promise<Response> {
  return new Response(null, { status: await receivePolicyReports(request) });
}
