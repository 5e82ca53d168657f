"use client";
import Link from "next/link";
import { Tabs as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const list = "flex gap-1 overflow-x-auto border-b";
const tab =
  "inline-flex min-h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-3 font-medium text-muted-foreground whitespace-nowrap hover:text-foreground -outline-offset-2";

export function Tabs({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return <Primitive.Root data-slot="tabs" className={cn("grid gap-4", className)} {...props} />;
}

export function TabsList({ className, ...props }: ComponentProps<typeof Primitive.List>) {
  return <Primitive.List data-slot="tabs-list" className={cn(list, className)} {...props} />;
}

export function TabsTrigger({ className, ...props }: ComponentProps<typeof Primitive.Trigger>) {
  return (
    <Primitive.Trigger
      data-slot="tabs-trigger"
      className={cn(
        tab,
        "data-[state=active]:border-primary data-[state=active]:text-foreground",
        className,
      )}
      {...props}
    />
  );
}

export function TabsContent(props: ComponentProps<typeof Primitive.Content>) {
  return <Primitive.Content data-slot="tabs-content" {...props} />;
}

/** Tabs whose choice is in the URL: links to parts of one page. */
export function LinkTabs({
  label,
  items,
}: {
  label: string;
  items: readonly { href: string; label: string; current: boolean; count?: number }[];
}) {
  return (
    <nav aria-label={label} data-slot="link-tabs" className={list}>
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={item.current ? "page" : undefined}
          className={cn(tab, item.current && "border-primary text-foreground")}
        >
          {item.label}
          {item.count === undefined ? null : (
            <span className="rounded-full bg-muted px-1.5 text-xs tabular-nums">{item.count}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}
