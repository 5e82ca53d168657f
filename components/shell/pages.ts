export type ShellPage = { label: string; href: string; words: string };

/** The pages that a person may see: the menu "More", and what the search finds among pages. */
export function shellPages(role: "admin" | "customer_user"): ShellPage[] {
  const everyone = [
    {
      label: "Self-Managed Integrations",
      href: "/integrations",
      words: "etsy shops apps instances customers configure",
    },
    { label: "Billing", href: "/billing", words: "statement price invoice weeks csv cost" },
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
