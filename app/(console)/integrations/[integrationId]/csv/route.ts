import { csvAnswer } from "@/server/csv-answer";
import { ordersCsv } from "@/server/orders/orders-csv";
import { readOrderFilter } from "@/server/orders/schema";

type Context = { params: Promise<{ integrationId: string }> };

/** The orders of an integration as the filter of its page shows them, all of them. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { integrationId } = await params;
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return csvAnswer("orders.csv", (scope) =>
    ordersCsv(scope, readOrderFilter(integrationId, query)),
  );
}
