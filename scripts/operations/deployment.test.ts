import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fromRoot } from "@/scripts/launcher/paths";
import { mostConnections } from "@/server/connections";
import { readVariables } from "@/server/env";
import { documentedNames, read, readCompose, readStages, readUnit } from "./read-deployment";

const documented = documentedNames();
const { services, volumes } = readCompose();
const stages = readStages();
const consoles = Object.entries(services).filter(([name]) => name.startsWith("console-"));
const unit = (name: string) => readUnit(read(`deploy/systemd/${name}`));
const { SHUTDOWN_SECONDS = 0, DATABASE_POOL = 0 } = readVariables({}).values;

/** Paths with a query that somebody asks about health, wherever they stand. */
const healthIn = (text: string) => [...text.matchAll(/\/api\/health(\?\w+)?/g)].map(([all]) => all);

describe("the Dockerfile", () => {
  const stage = (name: string) => stages.find((one) => one.name === name);
  const words = (name: string, word: string) =>
    (stage(name)?.steps ?? []).filter((step) => step.word === word).map(({ rest }) => rest);

  it("has a stage that builds and two that are kept", () => {
    expect(stages.map(({ name }) => name)).toEqual(["build", "tools", "console"]);
  });

  it.each(["tools", "console"])(
    "%s runs as a user without rights, by a program of its own",
    (name) => {
      const last = stage(name)?.steps.findLastIndex(({ word }) => word === "USER") ?? -1;
      expect(stage(name)?.steps[last]?.rest).toMatch(/^[1-9]\d{2,}:[1-9]\d{2,}$/);
      const after =
        stage(name)
          ?.steps.slice(last)
          .map(({ word }) => word) ?? [];
      expect(after).not.toContain("RUN");
      expect(JSON.parse(words(name, "CMD")[0] ?? "")).toBeInstanceOf(Array);
    },
  );

  it("copies what is there, and nothing of it is kept back by .dockerignore", () => {
    const ignored = read(".dockerignore").split("\n").filter(Boolean);
    const from = stages.flatMap(({ steps }) =>
      steps.filter(({ word, rest }) => word === "COPY" && !rest.startsWith("--from")),
    );
    const files = from.flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1));
    expect(files).toContain("package-lock.json");
    for (const file of files) {
      expect(existsSync(fromRoot(file)), file).toBe(true);
      expect(ignored, file).not.toContain(file);
    }
    for (const part of [".env", ".git", "node_modules", ".data"]) expect(ignored).toContain(part);
  });

  it("copies from stages that are there, and the console has the standalone build alone", () => {
    expect(words("console", "COPY")).toEqual(["--from=build /app/.next-standalone/standalone ./"]);
    expect(read("scripts/build-standalone.ts")).toContain('".next-standalone"');
    expect(words("console", "RUN")).toEqual([]);
  });

  it("asks for liveness, and holds no secret", () => {
    expect(healthIn(words("console", "HEALTHCHECK").join())).toEqual(["/api/health?live"]);
    expect(read("Dockerfile")).not.toMatch(/(SECRET|PASSWORD|TOKEN|_KEYS?)=/);
  });
});

describe("compose.yaml", () => {
  it("starts two consoles alike, PostgreSQL, Redis, Inngest, a proxy, and the migrations once", () => {
    expect(Object.keys(services).sort()).toEqual(
      ["console-1", "console-2", "inngest", "migrate", "postgres", "proxy", "redis"].sort(),
    );
    expect(consoles[0]?.[1]).toEqual(consoles[1]?.[1]);
    expect(services.migrate?.command).toEqual(["npm", "run", "db:migrate"]);
    for (const [, console] of consoles)
      expect(console.depends_on.migrate?.condition).toBe("service_completed_successfully");
    expect(services.inngest?.command?.slice(0, 2)).toEqual(["inngest", "start"]);
    expect(services.inngest?.environment).toMatchObject({
      INNGEST_POSTGRES_URI: expect.stringContaining("@postgres:5432/inngest"),
      INNGEST_REDIS_URI: "redis://redis:6379",
    });
  });

  it("names only variables that .env.example describes", () => {
    const own = Object.values(services).filter(({ build }) => build);
    const names = own.flatMap(({ environment }) => Object.keys(environment));
    const asked = [...read("compose.yaml").matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name);
    expect(asked).toContain("POSTGRES_PASSWORD");
    expect([...names, ...asked].filter((name) => !documented.has(name ?? ""))).toEqual([]);
  });

  it("takes each secret from .env", () => {
    for (const [name, { environment, env_file, build }] of Object.entries(services)) {
      if (build) expect(env_file, name).toBe(".env");
      for (const [variable, value] of Object.entries(environment))
        if (
          /PASSWORD|SECRET|KEY|TOKEN|_URL$|_URI$/.test(variable) &&
          /@|_KEY$|PASSWORD/.test(`${variable}${value}`)
        )
          expect(value, `${name} ${variable}`).toMatch(/\$\{\w*(PASSWORD|KEY)/);
    }
  });

  it("builds stages that are there, waits for health that somebody looks at, mounts files that are there", () => {
    const watched = (name: string) =>
      services[name]?.healthcheck ??
      stages
        .find((one) => one.name === services[name]?.build?.target)
        ?.steps.find(({ word }) => word === "HEALTHCHECK");
    for (const [name, service] of Object.entries(services)) {
      if (service.build)
        expect(
          stages.map((one) => one.name),
          name,
        ).toContain(service.build.target);
      else expect(service.image, name).toBeDefined();
      for (const [other, { condition }] of Object.entries(service.depends_on))
        if (condition === "service_healthy") expect(watched(other), other).toBeDefined();
      for (const mount of service.volumes) {
        const [from = ""] = mount.split(":");
        if (from.startsWith("./")) expect(existsSync(fromRoot(from)), from).toBe(true);
        else expect(Object.keys(volumes)).toContain(from);
      }
    }
  });

  it("opens ports of the proxy alone", () => {
    const open = Object.entries(services).filter(([, { ports }]) => ports.length > 0);
    expect(open.map(([name]) => name)).toEqual(["proxy"]);
  });

  it("leaves a process the time that it takes to end, and the pools fit", () => {
    for (const [, { stop_grace_period, environment, read_only }] of consoles) {
      const needed = Number(environment.SHUTDOWN_NOTICE_SECONDS) + SHUTDOWN_SECONDS;
      expect(needed).toBeGreaterThan(20);
      expect(Number.parseInt(stop_grace_period ?? "", 10)).toBeGreaterThan(needed + 3);
      expect(read_only).toBe(true);
      expect(Number(environment.CONSOLE_PROCESSES)).toBe(consoles.length);
    }
    expect(mostConnections({ pool: DATABASE_POOL, processes: consoles.length }) + 30).toBeLessThan(
      97,
    );
  });
});

describe("Caddyfile and units", () => {
  it("ask for health by addresses that are there", () => {
    const route = read("app/api/health/route.ts");
    const asked = ["deploy/Caddyfile", "deploy/systemd/smi-console@.service", "Dockerfile"];
    for (const file of asked) {
      expect(healthIn(read(file)).length, file).toBeGreaterThan(0);
      for (const path of healthIn(read(file)))
        if (path.includes("?")) expect(route, path).toContain(`"${path.split("?")[1]}"`);
    }
  });

  it("Inngest's door is open on this machine alone, and within the network of the containers", () => {
    const door = /http:\/\/:3000 \{([^}]*\}[^}]*)\}/.exec(read("deploy/Caddyfile"))?.[1];
    expect(door).toMatch(/^\s*bind \{\$INNGEST_DOOR:127\.0\.0\.1\}$/m);
    expect(services.proxy?.environment.INNGEST_DOOR).toBe("0.0.0.0");
    expect(services.proxy?.ports.join()).not.toContain("3000");
    expect(read("docs/operations/one-machine.md")).not.toContain("INNGEST_DOOR");
  });

  it("Caddy takes a process that ends out of turn before it refuses", () => {
    const seconds = (name: string) =>
      Number(new RegExp(`${name} (\\d+)s`).exec(read("deploy/Caddyfile"))?.[1]);
    const notice = Number(consoles[0]?.[1].environment.SHUTDOWN_NOTICE_SECONDS);
    expect(seconds("health_interval") + seconds("health_timeout")).toBeLessThan(notice);
    expect(read("docs/operations/one-machine.md")).toContain(`SHUTDOWN_NOTICE_SECONDS=${notice}\n`);
  });

  it.each(["smi-console@.service", "smi-inngest.service"])(
    "%s gives up every right that it does not need",
    (name) => {
      const settings = unit(name);
      expect(settings.get("User")?.[0]).toMatch(/^smi/);
      expect(settings.get("CapabilityBoundingSet")).toEqual([""]);
      for (const wall of [
        "NoNewPrivileges",
        "ProtectHome",
        "PrivateTmp",
        "PrivateDevices",
        "ProtectKernelModules",
        "RestrictSUIDSGID",
      ])
        expect(settings.get(wall), wall).toEqual(["yes"]);
      expect(settings.get("ProtectSystem")).toEqual(["strict"]);
      expect(settings.get("SystemCallFilter")?.[0]).toBe("@system-service");
      // Node compiles as it runs: with this set it would not start.
      expect(settings.has("MemoryDenyWriteExecute")).toBe(false);
    },
  );

  it("the console's unit starts the standalone build and lets it end", () => {
    const settings = unit("smi-console@.service");
    expect(settings.get("WorkingDirectory")).toEqual([
      "/opt/smi/current/.next-standalone/standalone",
    ]);
    expect(Number(settings.get("TimeoutStopSec")?.[0])).toBeGreaterThan(6 + SHUTDOWN_SECONDS + 3);
    expect(settings.get("Restart")).toEqual(["always"]);
  });
});
