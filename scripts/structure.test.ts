import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readSources } from "./structure/read-sources";
import { structureFaults } from "./structure/structure-faults";

const faultsIn = (path: string, content = "export const one = 1;\n") =>
  structureFaults([{ path, content }]);

describe("the layout", () => {
  it.each([
    ["a page in the browser", "app/(console)/billing/page.tsx", '"use client";\n'],
    ["a service in the browser", "server/billing/service.ts", "'use client';\n"],
    ["a component among the routes", "app/sign-in/form.tsx", ""],
    ["a barrel", "components/ui/index.ts", ""],
    ["a folder without a meaning", "server/utils/dates.ts", ""],
    ["a domain inside a domain", "server/orders/rules/match.ts", ""],
  ])("refuses %s", (_what, path, content) => {
    expect(faultsIn(path, content)).toHaveLength(1);
  });

  it.each([
    ["components/ui/button.tsx", '"use client";\n'],
    ["app/error.tsx", '"use client";\n'],
    ["app/(console)/error.tsx", '"use client";\n'],
    ["app/api/health/route.ts", ""],
    ["inngest/index.ts", ""],
    ["server/orders/map-receipt.ts", 'const text = "use client";\n'],
  ])("accepts %s", (path, content) => {
    expect(faultsIn(path, content)).toEqual([]);
  });

  it("of this project has no fault", () => {
    const sources = readSources(fileURLToPath(new URL("..", import.meta.url)));
    expect(sources.length).toBeGreaterThan(50);
    expect(structureFaults(sources)).toEqual([]);
  });
});
