"use client";
import type { PageError } from "@/components/shell/failure";
import { Failure } from "@/components/shell/failure";

type Props = { error: PageError };

export default function ErrorPage({ error }: Props) {
  return <Failure error={error} />;
}
