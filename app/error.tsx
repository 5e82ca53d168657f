"use client";
import type { PageError } from "@/components/shell/failure";
import { Failure } from "@/components/shell/failure";

export default function ErrorPage({ error }: { error: PageError }) {
  return (
    <main>
      <Failure error={error} />
    </main>
  );
}
