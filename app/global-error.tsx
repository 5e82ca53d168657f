"use client";
import "./globals.css";
import type { PageError } from "@/components/shell/failure";
import { Failure } from "@/components/shell/failure";

export default function GlobalErrorPage({ error }: { error: PageError }) {
  return (
    <html lang="en">
      <body className="font-sans antialiased">
        <title>Something went wrong</title>
        <main>
          <Failure error={error} />
        </main>
      </body>
    </html>
  );
}
