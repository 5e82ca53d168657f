import { ScrollText } from "lucide-react";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button-variants";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

/** In place of the list where the address asks for something that cannot be. */
export function BadAuditQuery({ problem }: { problem: string | null }) {
  return (
    <Card flush>
      <EmptyState
        icon={ScrollText}
        title="Nothing can be shown for this address"
        action={
          <Link className={buttonVariants({ variant: "outline" })} href="/audit">
            Show all changes
          </Link>
        }
      >
        {problem}
      </EmptyState>
    </Card>
  );
}
