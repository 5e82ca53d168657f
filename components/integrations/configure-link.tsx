import Link from "next/link";
import type { ButtonProps } from "@/components/ui/button";
import { Button } from "@/components/ui/button";
import { buttonVariants } from "@/components/ui/button-variants";
import { onlyLookId } from "./only-look";

/** A link into the wizard, or for those who may not configure a button that says so. */
export function ConfigureLink({
  allowed,
  href,
  variant,
  label,
  about,
}: {
  allowed: boolean;
  href: string;
  variant?: ButtonProps["variant"];
  label: string;
  /** Names the integration to those who do not see what the button stands beside. */
  about?: string;
}) {
  const words = (
    <>
      {label}
      {about ? <span className="sr-only"> {about}</span> : null}
    </>
  );
  if (!allowed)
    return (
      <Button variant={variant} aria-disabled aria-describedby={onlyLookId}>
        {words}
      </Button>
    );
  return (
    <Link className={buttonVariants({ variant })} href={href}>
      {words}
    </Link>
  );
}
