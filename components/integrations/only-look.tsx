import { Alert } from "@/components/ui/alert";

/** Ties a control that may not be used to the sentence that says why. */
export const onlyLookId = "only-look";

/** Says why a person may look but not change anything, and whom to ask. */
export function OnlyLook({ may }: { may: { allowed: boolean; why: string | null } }) {
  if (may.allowed) return null;
  return (
    <div id={onlyLookId} className="mb-4">
      <Alert tone="info" title="You may only look">
        {may.why}
      </Alert>
    </div>
  );
}
