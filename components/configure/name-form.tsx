"use client";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { StepButtons } from "./step-buttons";
import { useKept } from "./use-kept";

/** "Initial Configuration": the name. */
export function NameForm({
  place,
  saved,
  back,
  pending,
  error,
  general,
  onSave,
}: {
  place: string;
  saved: string;
  back: string;
  pending: boolean;
  error: string | undefined;
  general: string | null;
  onSave: (name: string, keepNoMore: () => void) => void;
}) {
  const name = useKept(`${place}:name`, saved);
  return (
    <Card>
      <Form
        onSubmit={() => onSave(name.value, name.keepNoMore)}
        errors={error ? { name: error } : {}}
        error={general}
        pending={pending}
      >
        <Field
          label="Name"
          hint="Shown in the list of instances and on the statement. The shop's name does well."
          error={error}
          className="max-w-md"
          required
        >
          <Input
            name="name"
            value={name.value}
            autoComplete="off"
            onChange={(event) => name.change(event.target.value)}
          />
        </Field>
        <StepButtons
          back={back}
          forward="Next"
          pending={pending}
          dirty={saved !== "" && name.dirty}
          onDiscard={name.discard}
        />
      </Form>
    </Card>
  );
}
