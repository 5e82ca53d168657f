import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

/** The way to the price book. */
export function PricesCard() {
  return (
    <Card
      id="prices"
      title="Prices"
      description="What each integration costs a week, what customers are charged for theirs, and whether they see it."
    >
      <Button variant="outline" asChild>
        <Link href="/settings/prices">Open the price book</Link>
      </Button>
    </Card>
  );
}
