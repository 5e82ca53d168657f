import type { ComponentProps } from "react";
import { Alert } from "./alert";
import { Card } from "./card";
import { Switch } from "./checkbox";

/** A setting of its own that is on or off at once; `error` says why it could not be saved. */
export function SwitchCard({
  id,
  title,
  error,
  ...answer
}: { id?: string; title: string; error: string | null } & Omit<
  ComponentProps<typeof Switch>,
  "title"
>) {
  return (
    <Card {...(id ? { id } : {})} title={title}>
      <div className="grid gap-3">
        {error ? (
          <Alert tone="danger" live>
            {error}
          </Alert>
        ) : null}
        <Switch {...answer} />
      </div>
    </Card>
  );
}
