import { buttonVariants } from "@/components/ui/button-variants";

/**
 * The same words for what does not exist and for what the person may not see. Without a script: every
 * page carries it.
 */
export function Missing() {
  return (
    <div className="mx-auto grid max-w-prose gap-4 px-4 py-10">
      <h1 className="font-semibold text-xl">Not found</h1>
      <p>
        This page does not exist, or you may not see it. If someone sent you the address, ask an
        admin of your organisation for access.
      </p>
      <p>
        <a className={buttonVariants()} href="/integrations">
          Go to your integrations
        </a>
      </p>
    </div>
  );
}
