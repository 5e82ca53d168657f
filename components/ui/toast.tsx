"use client";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import type { Tone } from "./tone";
import { toneIcon } from "./tone";

type Toast = { id: number; tone: Tone; title: string; description?: string | undefined };
type Show = (toast: { title: string; description?: string; tone?: Tone }) => void;

/** How long a toast stays, in milliseconds; it waits while it is pointed at or focused. */
const stayMs = 6_000;

const ToastContext = createContext<Show>(() => {});

/** Says briefly that something worked. Never the only place of an error. */
export const useToast = (): Show => useContext(ToastContext);

function ToastItem({ toast, onClose }: { toast: Toast; onClose: (id: number) => void }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => onClose(toast.id), stayMs);
    return () => clearTimeout(timer);
  }, [held, onClose, toast.id]);
  const Icon = toneIcon[toast.tone];
  return (
    <li
      data-slot="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex items-start gap-2.5 rounded-lg border bg-popover p-3 text-popover-foreground shadow-(color:--shadow) shadow-lg"
    >
      <Icon
        aria-hidden
        className={cn("mt-0.5 size-4 shrink-0", toast.tone === "success" && "text-success")}
      />
      <div className="grid min-w-0 flex-1 gap-0.5 break-words">
        <p className="font-medium">{toast.title}</p>
        {toast.description ? <p className="text-muted-foreground">{toast.description}</p> : null}
      </div>
      <Button variant="ghost" size="icon-sm" aria-label="Dismiss" onClick={() => onClose(toast.id)}>
        <X aria-hidden />
      </Button>
    </li>
  );
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const close = useCallback(
    (id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)),
    [],
  );
  const show = useMemo<Show>(() => {
    let last = 0;
    return ({ title, description, tone = "success" }) => {
      last += 1;
      const toast = { id: last, tone, title, description };
      setToasts((all) => [...all.slice(-3), toast]);
    };
  }, []);
  return (
    <ToastContext value={show}>
      {children}
      <section
        aria-label="Notices"
        aria-live="polite"
        className="pointer-events-none fixed right-0 bottom-0 z-40 w-full max-w-sm p-4"
      >
        <ol className="grid gap-2">
          {toasts.map((toast) => (
            <ToastItem key={toast.id} toast={toast} onClose={close} />
          ))}
        </ol>
      </section>
    </ToastContext>
  );
}
