"use client";
import { Failure } from "@/components/shell/failure";

export default function ErrorPage({
  error,
  reset,
}: {
  error: { digest?: string };
  reset: () => void;
}) {
  return (
    <main>
      <Failure reference={error.digest} onRetry={reset} />
    </main>
  );
}
