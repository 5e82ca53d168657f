import { z } from "zod";

const dashboard = z.object({
  panels: z.array(
    z.object({
      id: z.number(),
      type: z.string(),
      title: z.string().min(1),
      targets: z.array(z.object({ expr: z.string().min(1) })).optional(),
    }),
  ),
});

export type Dashboard = z.infer<typeof dashboard>;

/** A dashboard of Grafana, as far as it is looked at here. @throws where it is none */
export const readDashboard = (text: string): Dashboard => dashboard.parse(JSON.parse(text));

/** Everything in PromQL that its panels ask. */
export const dashboardExpressions = (text: string): string[] =>
  readDashboard(text).panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
