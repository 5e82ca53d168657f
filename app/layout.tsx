import "./globals.css";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";

export const metadata: Metadata = {
  title: { default: "Self-Managed Integrations", template: "%s · Self-Managed Integrations" },
  description: "Connect Etsy shops to CartonCloud.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#12181b" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Each answer carries a nonce of its own, so no page may be rendered ahead of its request.
  await connection();
  return (
    <html lang="en" className={GeistSans.variable}>
      <body className="font-sans antialiased">{children}</body>
    </html>
  );
}
