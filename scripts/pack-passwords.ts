import { readFileSync, writeFileSync } from "node:fs";
import { breachHash, keptBytes } from "@/server/people/breached-passwords";
import { fromRoot } from "./launcher/paths";

/** Passwords shorter than this are refused for their length. */
const shortest = 12;

/** Makes server/people/breached.json from a list of passwords, one a line (decision 10). */
const [path] = process.argv.slice(2);
if (!path) throw new Error("Name the file with the list of passwords, one a line.");
const long = new Set(
  readFileSync(path, "utf8")
    .split(/\r?\n/)
    .map((text) => text.toLowerCase())
    .filter((text) => [...text].length >= shortest),
);
const packed = Buffer.concat([...long].map(breachHash).sort(Buffer.compare));
const target = fromRoot("server", "people", "breached.json");
writeFileSync(target, `${JSON.stringify({ hashes: packed.toString("base64") })}\n`);
console.log(`${packed.length / keptBytes} passwords are in ${target}.`);
