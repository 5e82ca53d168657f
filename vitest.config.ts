import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

const resolve = {
  alias: {
    "@": root.replace(/\/$/, ""),
    // Only Next resolves this marker; outside it the package throws on import.
    "server-only": fileURLToPath(new URL("./scripts/testing/empty.ts", import.meta.url)),
  },
};

export default defineConfig({
  resolve,
  test: {
    projects: [
      {
        resolve,
        test: {
          name: "unit",
          include: ["**/*.test.ts"],
          exclude: ["**/*.{db,system,chaos}.test.ts", "node_modules", ".next*", ".data", "e2e"],
          testTimeout: 20_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        resolve,
        test: {
          name: "integration",
          include: ["**/*.db.test.ts"],
          exclude: ["node_modules", ".next*", ".data", "e2e"],
          globalSetup: ["scripts/testing/database.ts"],
          setupFiles: ["scripts/testing/own-database.ts"],
          pool: "forks",
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          name: "chaos",
          include: ["scripts/chaos/**/*.chaos.test.ts"],
          exclude: ["node_modules"],
          globalSetup: ["scripts/testing/database.ts"],
          setupFiles: ["scripts/testing/own-database.ts"],
          pool: "forks",
          maxWorkers: 2,
          // A kill at full size starts the program again and again, on a busy machine too.
          testTimeout: process.env.CHAOS_FULL === "1" ? 600_000 : 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          name: "system",
          include: ["**/*.system.test.ts"],
          exclude: ["node_modules", ".next*", ".data", "e2e"],
          pool: "forks",
          maxWorkers: 1,
        },
      },
    ],
  },
});
