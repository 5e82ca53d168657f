export type ShellPage = { label: string; href: string; words: string };

type Sees = {
  role: "admin" | "customer_user";
  /** Customer users see statements where their organisation shows them. */
  seesBilling: boolean;
};

/** The pages that a person may see: the menu "More", and what the search finds among pages. */
export function shellPages({ role, seesBilling }: Sees): ShellPage[] {
  const everyone = [
    {
      label: "Self-Managed Integrations",
      href: "/integrations",
      words: "etsy shops apps instances customers configure",
    },
    ...(seesBilling
      ? [{ label: "Billing", href: "/billing", words: "statement price invoice weeks csv cost" }]
      : []),
  ];
  if (role !== "admin") return everyone;
  return [
    ...everyone,
    {
      label: "Organisation settings",
      href: "/settings",
      words: "cartoncloud connection access users people price list tiers allow customer",
    },
    { label: "Audit log", href: "/audit", words: "history changes who when" },
  ];
}

/** Pages that the menu leaves out, since every page leads to them. */
export const helpPages: readonly ShellPage[] = [
  { label: "Glossary", href: "/glossary", words: "help words meaning why" },
];
