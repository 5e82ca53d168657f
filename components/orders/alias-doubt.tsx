import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

type Answer = { productCode: string; sure?: boolean | undefined; replaces?: string | undefined };
type Doubt = { field: "sure" | "replaces"; message: string; answer: Answer };

/** The doubt that a refused answer met and that a person may overrule; null for any other refusal. */
export function doubtIn(errors: Record<string, string>, answer: Answer | undefined): Doubt | null {
  for (const field of ["sure", "replaces"] as const) {
    const message = errors[field];
    if (message && answer) return { field, message, answer };
  }
  return null;
}

/** Says why an answer was refused, with the one press that says it in spite of that. */
export function AliasDoubt({
  doubt: { field, message, answer },
  current,
  pending,
  onGoOn,
}: {
  doubt: Doubt;
  current: { productCode: string } | null;
  pending: boolean;
  onGoOn: (productCode: string, despite: { sure?: true; replaces?: string }) => void;
}) {
  const { productCode, replaces } = answer;
  const sure = field === "sure" || answer.sure;
  const replaced = field === "replaces" ? current?.productCode : replaces;
  const despite = {
    ...(sure ? { sure: true as const } : {}),
    ...(replaced ? { replaces: replaced } : {}),
  };
  return (
    <Alert tone="warning" live>
      <div className="grid justify-items-start gap-2">
        <p>{message}</p>
        {field === "sure" || replaced ? (
          <Button size="sm" pending={pending} onClick={() => onGoOn(productCode, despite)}>
            {field === "sure"
              ? `${productCode} is the right one`
              : `Replace ${replaced} by ${productCode}`}
          </Button>
        ) : null}
      </div>
    </Alert>
  );
}
