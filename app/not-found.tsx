import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="mx-auto grid max-w-prose gap-4 px-4 py-16">
      <h1 className="font-semibold text-xl">Not found</h1>
      <p>
        This page does not exist, or you may not see it. If someone sent you the address, ask an
        admin of your organisation for access.
      </p>
      <p>
        <Button asChild>
          <Link href="/integrations">Go to your integrations</Link>
        </Button>
      </p>
    </main>
  );
}
