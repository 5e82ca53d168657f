import { statementCsv } from "@/server/billing/statement-csv";
import { api, load } from "@/server/trpc/server";

type Context = { params: Promise<{ monday: string }> };

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { monday } = await params;
  const { week, statement } = await load(api.billing.statement.queryOptions({ monday }));
  return new Response(statementCsv(week, statement), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="integrations-${week.monday}.csv"`,
    },
  });
}
