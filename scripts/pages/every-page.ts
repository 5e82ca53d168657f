import { wizardSteps } from "@/server/integrations/words";

export type PageToVisit = { route: string; path: string };

/** What the pages of the console are about, and the tokens of the pages before the sign-in. */
export type Subjects = {
  customerId: string;
  integrationId: string;
  orderLinkId: string;
  monday: string;
};

const sideDoors = new Set(["/sign-in", "/forgot-password", "/reset-password", "/join", "/"]);

/** Whether a page is meant for people who are not signed in: it sends others away. */
export const isBeforeSignIn = ({ route }: Pick<PageToVisit, "route">): boolean =>
  sideDoors.has(route);

/** Pages that do something by what is asked of them; the rest stand at their route. */
const queries: Record<string, string> = {
  "/connected": "?outcome=denied",
  "/confirm-email": "#nothing",
  "/join": "#nothing",
  "/reset-password": "#nothing",
};

/**
 * A page to visit for every route of a build, four for the wizard.
 *
 * @throws Error when a route has a parameter that nothing is known for.
 */
export function everyPage(routes: readonly string[], subjects: Subjects): PageToVisit[] {
  const { monday, ...ids } = subjects;
  const values: Record<string, readonly string[]> = {
    ...Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, [id]])),
    monday: [monday],
    month: [monday.slice(0, 7)],
    app: ["etsy"],
    step: wizardSteps.map(({ id }) => id),
  };
  return routes.flatMap((route) => {
    const parts = route.split("/").map((part) => {
      const name = /^\[(.+)\]$/.exec(part)?.[1];
      if (!name) return [part];
      const known = values[name];
      if (!known) throw new Error(`${route}: say in scripts/pages/every-page.ts what ${name} is.`);
      return known;
    });
    const paths = parts.reduce<string[]>(
      (before, some) => before.flatMap((path) => some.map((part) => `${path}/${part}`)),
      [""],
    );
    return paths.map((path) => ({
      route,
      path: `${path.replace(/^\/+/, "/") || "/"}${queries[route] ?? ""}`,
    }));
  });
}
