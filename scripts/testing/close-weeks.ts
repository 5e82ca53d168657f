import { testEnvironment } from "./environment";

/** Closes the billing weeks of an organisation now, in the database that DATABASE_URL names. */
Object.assign(process.env, testEnvironment);
const [organisationId] = process.argv.slice(2);
if (!organisationId) throw new Error("Name the organisation whose weeks are to be closed.");
const { closeWeeks, restMs } = await import("@/server/billing/close");
const closed = await closeWeeks(organisationId, new Date(Date.now() + restMs));
process.stdout.write(`${closed} weeks closed.\n`);
process.exit();
