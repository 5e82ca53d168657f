import { testEnvironment } from "./environment";

/**
 * Exports a closed week of an organisation from the database that DATABASE_URL names, as an admin,
 * and prints as JSON how many lines came and the most memory that this process ever had, in bytes.
 */
Object.assign(process.env, testEnvironment);
const [organisationId, monday] = process.argv.slice(2);
if (!organisationId || !monday) throw new Error("Name the organisation and the Monday.");
const { exportWeek } = await import("@/server/billing/export");
const admin = {
  organisationId,
  userId: organisationId,
  sessionId: "",
  role: "admin",
  customerIds: [],
} as const;
let lines = 0;
for await (const piece of await exportWeek(admin, monday))
  for (const byte of piece) if (byte === 10) lines += 1;
const peak = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ lines, peak }));
process.exit();
