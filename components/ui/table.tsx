import type { ComponentProps } from "react";
import { cn } from "./cn";

/**
 * A table that becomes a list of cards below 768 px: give each <TableCell> the `label` of its
 * column, it is shown beside the value there. What rows and cells look like stands once in
 * globals.css: written out at each of hundreds of cells it was half of a page.
 */
export function Table({
  className,
  caption,
  children,
  ...props
}: ComponentProps<"table"> & {
  /** Says what the table holds; read out, not shown. */
  caption: string;
}) {
  return (
    <table
      data-slot="table"
      className={cn("w-full border-collapse text-left max-md:block", className)}
      {...props}
    >
      <caption className="sr-only">{caption}</caption>
      {children}
    </table>
  );
}

export function TableHeader({ className, ...props }: ComponentProps<"thead">) {
  return (
    <thead
      data-slot="table-header"
      className={cn("border-b bg-muted/60 max-md:sr-only", className)}
      {...props}
    />
  );
}

export function TableBody({ className, ...props }: ComponentProps<"tbody">) {
  return (
    <tbody data-slot="table-body" className={cn("divide-y max-md:block", className)} {...props} />
  );
}

export function TableRow(props: ComponentProps<"tr">) {
  return <tr data-slot="table-row" {...props} />;
}

export function TableHead({ className, scope = "col", ...props }: ComponentProps<"th">) {
  return (
    <th
      data-slot="table-head"
      scope={scope}
      className={cn(
        "px-4 py-2 font-medium text-[0.8125rem] text-muted-foreground whitespace-nowrap",
        className,
      )}
      {...props}
    />
  );
}

export function TableCell({ label, ...props }: ComponentProps<"td"> & { label?: string }) {
  return <td data-slot="table-cell" data-label={label} {...props} />;
}
