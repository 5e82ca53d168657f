import type { Metadata } from "next";
import { Glossary } from "@/components/help/glossary";
import { PageHeader } from "@/components/ui/page-header";

export const metadata: Metadata = { title: "Glossary" };

export default function GlossaryPage() {
  return (
    <>
      <PageHeader
        title="Glossary"
        description="What the words mean, whose they are, and why things are as they are."
        trail={[{ label: "Self-Managed Integrations", href: "/integrations" }]}
      />
      <Glossary />
    </>
  );
}
