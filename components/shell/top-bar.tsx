import Link from "next/link";
import { Brand } from "./brand";
import { MoreMenu } from "./more-menu";
import { helpPages, shellPages } from "./pages";
import { SearchButton } from "./search-button";
import { UserMenu } from "./user-menu";

export type Person = {
  name: string;
  email: string;
  organisationName: string;
  role: "admin" | "customer_user";
  seesBilling: boolean;
};

export function TopBar({ person, signOut }: { person: Person; signOut: () => Promise<void> }) {
  const pages = shellPages(person);
  return (
    <header className="sticky top-0 z-30 border-b bg-card print:hidden">
      <div className="mx-auto flex h-14 max-w-6xl items-center gap-2 px-4 sm:gap-3">
        <Link href="/integrations" className="inline-flex min-h-9 shrink-0 items-center rounded-md">
          <Brand short />
        </Link>
        <SearchButton pages={[...pages, ...helpPages]} />
        <nav aria-label="Main">
          <MoreMenu pages={pages} />
        </nav>
        <UserMenu person={person} signOut={signOut} />
      </div>
    </header>
  );
}
