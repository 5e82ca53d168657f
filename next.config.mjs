import process from "node:process";

/** @param {Record<string, string>} named */
const headers = (named) => Object.entries(named).map(([key, value]) => ({ key, value }));

/** @type {import("next").NextConfig} */
export default {
  distDir: process.env.NEXT_DIST ?? ".next",
  // `next start` wants none of it, so only npm run build:standalone asks for it.
  output: process.env.NEXT_OUTPUT === "standalone" ? "standalone" : undefined,
  reactStrictMode: true,
  poweredByHeader: false,
  // The places where tests end the process are not in any build.
  compiler: { defineServer: { FAILPOINTS: false } },
  // Native code and wire protocols stay outside the bundle; so do mails, which are drawn by react-dom/server.
  serverExternalPackages: ["@node-rs/argon2", "pino", "postgres", "prom-client", "react-email"],
  // The proxy gives pages theirs, with a nonce each; answers of the API need none and do without it.
  async headers() {
    return [
      { source: "/:path*", headers: headers({ "X-Content-Type-Options": "nosniff" }) },
      {
        source: "/api/:path*",
        headers: headers({
          "X-Frame-Options": "DENY",
          "Referrer-Policy": "strict-origin-when-cross-origin",
          "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
          "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
          "Cross-Origin-Resource-Policy": "same-origin",
          "Cache-Control": "private, no-store",
          // Browsers heed it over HTTPS alone.
          "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
          "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        }),
      },
      // Files that the proxy leaves alone, and that are shown as no page.
      ...["/_next/static/:path*", "/icon.svg"].map((source) => ({
        source,
        headers: headers({
          "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
          "Cross-Origin-Resource-Policy": "same-origin",
          "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
        }),
      })),
    ];
  },
};
