import process from "node:process";

/** @type {import("next").NextConfig} */
export default {
  distDir: process.env.NEXT_DIST ?? ".next",
  reactStrictMode: true,
  poweredByHeader: false,
  // The places where tests end the process are not in any build.
  compiler: { defineServer: { FAILPOINTS: false } },
  // Native code and wire protocols stay outside the bundle.
  serverExternalPackages: ["@node-rs/argon2", "pino", "postgres", "prom-client"],
  async headers() {
    return [
      {
        source: "/:path*",
        headers: [{ key: "X-Content-Type-Options", value: "nosniff" }],
      },
    ];
  },
};
