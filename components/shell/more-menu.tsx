"use client";
import { ChevronDown } from "lucide-react";
import { usePathname } from "next/navigation";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { ShellPage } from "./pages";

export function MoreMenu({ pages }: { pages: readonly ShellPage[] }) {
  const path = usePathname();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger variant="ghost" className="max-sm:px-2">
        More <ChevronDown aria-hidden />
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {pages.map(({ label, href }) => (
          <DropdownMenuItem
            key={href}
            href={href}
            aria-current={path.startsWith(href) ? "page" : undefined}
          >
            {label}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
