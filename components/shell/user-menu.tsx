"use client";
import { LogOut, UserRound } from "lucide-react";
import { startTransition } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { SwitchOrganisation } from "./switch-organisation";
import type { Person } from "./top-bar";

const initials = (name: string): string => {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return (
    letters
      .map((word) => [...(word ?? "")][0] ?? "")
      .join("")
      .toUpperCase() || "?"
  );
};

/** Leaves by a new document: nothing of the console stays in this page's memory, nor one step back. */
async function leave(signOut: () => Promise<void>): Promise<void> {
  await signOut();
  window.location.replace("/sign-in");
}

export function UserMenu({ person, signOut }: { person: Person; signOut: () => Promise<void> }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger variant="secondary" size="icon-round" aria-label="Your account">
        <span aria-hidden className="text-xs">
          {initials(person.name)}
        </span>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuLabel>
          <span className="block font-medium text-foreground">{person.name}</span>
          <span className="block break-all">{person.email}</span>
          <span className="block">
            {person.role === "admin" ? "Admin" : "Customer user"}, {person.organisationName}
          </span>
        </DropdownMenuLabel>
        <SwitchOrganisation />
        <DropdownMenuSeparator />
        <DropdownMenuItem href="/account">
          <UserRound aria-hidden /> Your account
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => startTransition(() => leave(signOut))}>
          <LogOut aria-hidden /> Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
