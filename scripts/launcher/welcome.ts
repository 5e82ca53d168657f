import { relative } from "node:path";
import { demoLogins } from "@/db/seed";
import { box, columns } from "./box";
import type { Settings } from "./settings";
import { folderOf } from "./settings";

/** What a person sees once everything runs: where to go, how to sign in, how to stop. */
export function welcome(settings: Settings, dev: boolean): string {
  const { addresses, embedded } = settings;
  const { admin, customerUser } = demoLogins;
  const places: [string, string][] = [["Console", addresses.app]];
  if (embedded.etsy) places.push(["Etsy sandbox", addresses.etsy]);
  if (embedded.cartonCloud) places.push(["CartonCloud sandbox", addresses.cartonCloud]);
  if (embedded.mailbox) places.push(["Mailbox", addresses.mailbox]);
  const logins: [string, string][] = [
    ["Admin", `${admin.email}   password ${admin.password}`],
    ["Customer user", `${customerUser.email}   password ${customerUser.password}`],
  ];
  return box([
    `Self-Managed Integrations is running${dev ? " in development mode" : ""}`,
    "",
    ...columns([...places, ["", ""], ...logins]).map((line) => line.trimEnd()),
    "",
    `Logs: ${relative(process.cwd(), folderOf(settings, "logs"))}    Stop: Ctrl-C (your data is kept)`,
  ]);
}
