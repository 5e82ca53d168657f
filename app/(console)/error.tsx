"use client";
import { Failure } from "@/components/shell/failure";

type Props = { error: { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: Props) {
  return <Failure reference={error.digest} onRetry={reset} />;
}
