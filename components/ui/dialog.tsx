"use client";
import { X } from "lucide-react";
import type { MouseEvent, ReactNode } from "react";
import { useEffect, useId, useRef } from "react";
import { Button } from "./button";
import { cn } from "./cn";

/**
 * A modal window on the browser's own <dialog>: it keeps the focus inside, closes with Esc and gives
 * the focus back. Keep it mounted and steer it by `open`.
 */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  wide = false,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  footer?: ReactNode;
  /** For tables. */
  wide?: boolean;
  children?: ReactNode;
}) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (open && !element?.open) element?.showModal();
    if (!open && element?.open) element.close();
  }, [open]);

  function closeFromBackdrop(event: MouseEvent<HTMLDialogElement>) {
    if (event.target === event.currentTarget) onOpenChange(false);
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes it too, by the browser's own means.
    <dialog
      ref={dialog}
      data-slot="dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      onClose={() => onOpenChange(false)}
      onClick={closeFromBackdrop}
      className={cn(
        "m-auto max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] overflow-y-auto rounded-xl border bg-popover text-popover-foreground shadow-(color:--shadow) shadow-xl backdrop:bg-black/45",
        wide ? "max-w-4xl" : "max-w-lg",
      )}
    >
      {open ? (
        <div className="grid gap-4 p-5">
          <header className="flex items-start justify-between gap-4">
            <div className="grid gap-1">
              <h2 id={`${id}-title`} className="font-semibold text-base">
                {title}
              </h2>
              {description ? (
                <div id={`${id}-description`} className="text-pretty text-muted-foreground">
                  {description}
                </div>
              ) : null}
            </div>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label="Close"
              onClick={() => onOpenChange(false)}
            >
              <X aria-hidden />
            </Button>
          </header>
          {children}
          {footer ? <footer className="flex flex-wrap justify-end gap-2">{footer}</footer> : null}
        </div>
      ) : null}
    </dialog>
  );
}
