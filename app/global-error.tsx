"use client";
import "./globals.css";
import { Failure } from "@/components/shell/failure";

export default function GlobalErrorPage({
  error,
  reset,
}: {
  error: { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body className="font-sans antialiased">
        <title>Something went wrong</title>
        <main>
          <Failure reference={error.digest} onRetry={reset} />
        </main>
      </body>
    </html>
  );
}
