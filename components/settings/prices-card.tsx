import Link from "next/link";
import { buttonVariants } from "@/components/ui/button-variants";
import { Card } from "@/components/ui/card";

/** The way to the price book. */
export function PricesCard() {
  return (
    <Card
      id="prices"
      title="Prices"
      description="What each integration costs a week, what customers are charged for theirs, and whether they see it."
    >
      <Link className={buttonVariants({ variant: "outline" })} href="/settings/prices">
        Open the price book
      </Link>
    </Card>
  );
}
