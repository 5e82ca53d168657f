import { exportWeek } from "@/server/billing/export";
import { csvAnswer } from "@/server/csv-answer";

type Context = { params: Promise<{ monday: string }> };

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { monday } = await params;
  return csvAnswer(`integrations-${monday}.csv`, (scope) => exportWeek(scope, monday));
}
