import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** The address of somebody's account, with what was typed before where the form comes back. */
export function EmailField({ error, typed }: { error: string | undefined; typed?: string }) {
  return (
    <Field label="E-mail address" error={error} required>
      <Input
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={typed}
        key={typed}
      />
    </Field>
  );
}
