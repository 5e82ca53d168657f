import type { ReactNode } from "react";
import { Brand } from "@/components/shell/brand";

/** The frame of the pages before one is signed in. */
export function DoorPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-sm content-center gap-6 px-4 py-10">
      <div className="grid gap-3">
        <Brand />
        <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
      </div>
      {children}
    </main>
  );
}
