import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { fromRoot } from "@/scripts/launcher/paths";

export const read = (path: string): string => readFileSync(fromRoot(path), "utf8");

/** Names of variables that .env.example describes. */
export const documentedNames = (): Set<string> =>
  new Set([...read(".env.example").matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name = ""]) => name));

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const service = z.object({
  image: z.string().optional(),
  build: z.object({ context: z.string(), target: z.string() }).optional(),
  command: z.array(z.string()).optional(),
  env_file: z.string().optional(),
  environment: z.record(z.string(), scalar).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  stop_grace_period: z.string().optional(),
  read_only: z.boolean().optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
});

export type ComposeService = z.infer<typeof service>;

/** compose.yaml, with its anchors resolved. @throws where it is no such file */
export const readCompose = (text = read("compose.yaml")) =>
  z
    .object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.unknown()) })
    .parse(parse(text, { merge: true }));

export type Stage = { name: string; steps: { word: string; rest: string }[] };

/** The stages of a Dockerfile, each with its instructions in their order. */
export function readStages(text = read("Dockerfile")): Stage[] {
  const stages: Stage[] = [];
  const whole = text.replace(/^#.*\n/gm, "").replace(/\\\n\s*/g, "");
  for (const line of whole.split("\n").filter((one) => one.trim())) {
    const [, word = "", rest = ""] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (!word) throw new Error(`No instruction: ${line}`);
    if (word === "FROM") stages.push({ name: / AS (\S+)$/.exec(rest)?.[1] ?? "", steps: [] });
    else stages.at(-1)?.steps.push({ word, rest });
  }
  return stages;
}

/** The settings of a unit file; a name may stand several times. */
export function readUnit(text: string): Map<string, string[]> {
  const settings = new Map<string, string[]>();
  for (const line of text.split("\n")) {
    if (/^\s*([#;[]|$)/.test(line)) continue;
    const [, name, value] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
    if (!name) throw new Error(`No setting: ${line}`);
    settings.set(name, [...(settings.get(name) ?? []), value ?? ""]);
  }
  return settings;
}
