"use client";
import Link from "next/link";
import type {
  ComponentProps,
  KeyboardEvent,
  MouseEvent,
  PointerEvent,
  ReactNode,
  RefObject,
} from "react";
import { createContext, useContext, useId, useRef, useState } from "react";
import type { ButtonProps } from "./button";
import { Button } from "./button";
import { cn } from "./cn";
import { focusItem, keyOfMenu, placeBelow } from "./menu-keys";

type Menu = {
  id: string;
  open: boolean;
  setOpen: (open: boolean) => void;
  trigger: RefObject<HTMLButtonElement | null>;
  list: RefObject<HTMLDivElement | null>;
};
const MenuContext = createContext<Menu | null>(null);

function useMenu(): Menu {
  const menu = useContext(MenuContext);
  if (!menu) throw new Error("The parts of a menu stand inside <DropdownMenu>.");
  return menu;
}

/** A menu button on the browser's own popover: it lies above all else, and Esc or a press beside it closes it. */
export function DropdownMenu({ children }: { children: ReactNode }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  return <MenuContext value={{ id, open, setOpen, trigger, list }}>{children}</MenuContext>;
}

/** The button that opens the menu. */
export function DropdownMenuTrigger(props: ButtonProps) {
  const { id, open, trigger, list } = useMenu();
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    list.current?.showPopover();
    focusItem(list.current, event.key === "ArrowUp" ? "last" : "first");
  }
  return (
    <Button
      ref={trigger}
      id={`${id}-trigger`}
      popoverTarget={`${id}-menu`}
      aria-haspopup="menu"
      aria-expanded={open}
      aria-controls={`${id}-menu`}
      onKeyDown={onKeyDown}
      {...props}
    />
  );
}

export function DropdownMenuContent({ className, children, ...props }: ComponentProps<"div">) {
  const { id, open, setOpen, trigger, list } = useMenu();
  return (
    <div
      ref={list}
      id={`${id}-menu`}
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-labelledby={`${id}-trigger`}
      data-slot="dropdown-menu-content"
      // The items are drawn before the menu shows, and measured once it does.
      onBeforeToggle={(event) => event.newState === "open" && setOpen(true)}
      onToggle={({ newState, currentTarget }) => {
        if (newState === "closed") {
          setOpen(false);
          delete currentTarget.dataset.placed;
          return;
        }
        placeBelow(currentTarget, trigger.current);
        if (!currentTarget.contains(document.activeElement)) currentTarget.focus();
      }}
      onKeyDown={(event) => keyOfMenu(event, trigger.current)}
      className={cn(
        "fixed inset-auto m-0 min-w-48 opacity-0 data-placed:opacity-100 max-w-[calc(100vw-1rem)] rounded-lg border bg-popover p-1 text-popover-foreground shadow-(color:--shadow) shadow-lg outline-none",
        className,
      )}
      {...props}
    >
      {open ? children : null}
    </div>
  );
}

type ItemProps = {
  variant?: "default" | "destructive";
  disabled?: boolean;
  onSelect?: () => void;
  /** Makes it a link that is also a menu item. */
  href?: string;
  "aria-current"?: "page" | "true" | undefined;
  children: ReactNode;
};

export function DropdownMenuItem({
  variant = "default",
  disabled,
  onSelect,
  href,
  ...props
}: ItemProps) {
  const { trigger, list } = useMenu();
  const shared = {
    "data-slot": "dropdown-menu-item",
    role: "menuitem",
    tabIndex: -1,
    "aria-disabled": disabled || undefined,
    onPointerMove: (event: PointerEvent<HTMLElement>) =>
      event.currentTarget.focus({ preventScroll: true }),
    onClick: (event: MouseEvent) => {
      if (disabled) return event.preventDefault();
      list.current?.hidePopover();
      trigger.current?.focus();
      onSelect?.();
    },
    className: cn(
      "flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 outline-none select-none aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
      variant === "destructive"
        ? "text-danger focus:bg-danger-soft"
        : "focus:bg-accent focus:text-accent-foreground",
    ),
    ...props,
  };
  return href ? <Link href={href} {...shared} /> : <div {...shared} />;
}

export function DropdownMenuLabel({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="dropdown-menu-label"
      className={cn("px-2 py-1.5 text-[0.8125rem] text-muted-foreground", className)}
      {...props}
    />
  );
}

export function DropdownMenuSeparator() {
  return <hr data-slot="dropdown-menu-separator" className="-mx-1 my-1 border-border" />;
}
