import type { NextConfig } from "next";
import { describe, expect, it } from "vitest";
import { fromRoot } from "@/scripts/launcher/paths";
import { contentSecurityPolicy, reportingEndpoints, securityHeaders } from "./http-headers";

const directives = (development: boolean) =>
  new Map(
    contentSecurityPolicy("abc", { development })
      .split("; ")
      .map((directive) => {
        const [name = "", ...values] = directive.split(" ");
        return [name, values];
      }),
  );

describe("the policy of a page", () => {
  it("runs scripts by the nonce of this answer and in no other way", () => {
    expect(directives(false).get("script-src")).toEqual([
      "'self'",
      "'nonce-abc'",
      "'strict-dynamic'",
    ]);
    expect(directives(false).get("style-src-elem")).toEqual(["'self'", "'nonce-abc'"]);
  });

  it("closes frames, plugins, base addresses and foreign forms", () => {
    const policy = directives(false);
    for (const name of ["object-src", "base-uri", "frame-ancestors"])
      expect(policy.get(name)).toEqual(["'none'"]);
    expect(policy.get("form-action")).toEqual(["'self'"]);
  });

  it("has what it refuses reported, in both ways that browsers know", () => {
    const policy = directives(false);
    expect(policy.get("report-uri")).toEqual(["/api/policy-reports"]);
    expect(reportingEndpoints).toBe(`${policy.get("report-to")?.[0]}="/api/policy-reports"`);
  });

  it("allows eval in development only", () => {
    expect(directives(true).get("script-src")).toContain("'unsafe-eval'");
    expect(JSON.stringify([...directives(false)])).not.toContain("unsafe-eval");
  });
});

describe("the headers of a page", () => {
  it("keep it out of caches and let the consent tab stay apart", () => {
    const headers = new Map(securityHeaders({ https: false }));
    expect(headers.get("Cache-Control")).toBe("private, no-store");
    expect(headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin-allow-popups");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
  });

  it("insist on HTTPS only where the address is HTTPS", () => {
    const name = "Strict-Transport-Security";
    expect(new Map(securityHeaders({ https: false })).has(name)).toBe(false);
    expect(new Map(securityHeaders({ https: true })).get(name)).toContain("max-age=63072000");
  });
});

describe("the headers of an API answer, which the proxy does not see", () => {
  it("are those of a page, and a policy that loads nothing", async () => {
    const { default: config }: { default: NextConfig } = await import(fromRoot("next.config.mjs"));
    const rules = (await config.headers?.()) ?? [];
    const given = rules
      .filter(({ source }) => ["/:path*", "/api/:path*"].includes(source))
      .flatMap(({ headers }) => headers.map(({ key, value }) => [key, value] as const));
    const { "Content-Security-Policy": policy, ...others } = Object.fromEntries(given);
    expect(others).toEqual(Object.fromEntries(securityHeaders({ https: true })));
    expect(policy).toBe("default-src 'none'; frame-ancestors 'none'");
  });
});
