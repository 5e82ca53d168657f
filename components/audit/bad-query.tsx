import { ScrollText } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
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
          <Button variant="outline" asChild>
            <Link href="/audit">Show all changes</Link>
          </Button>
        }
      >
        {problem}
      </EmptyState>
    </Card>
  );
}
