import { exportMonth } from "@/server/billing/export";
import { csvAnswer } from "@/server/csv-answer";

type Context = { params: Promise<{ month: string }> };

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { month } = await params;
  return csvAnswer(`integrations-${month}.csv`, (scope) => exportMonth(scope, month));
}
