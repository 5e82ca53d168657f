"use client";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { useActed } from "./use-acted";

const fields = [
  { name: "name", label: "Recipient", required: true, wide: true },
  { name: "firstLine", label: "Street and number", required: true, wide: true },
  { name: "secondLine", label: "Second line", required: false, wide: true },
  { name: "city", label: "City", required: true, wide: false },
  { name: "state", label: "State", required: false, wide: false },
  { name: "zip", label: "Postcode", required: false, wide: false },
  { name: "countryIso", label: "Country, as two letters", required: true, wide: false },
] as const;

/** Answers a hold for its address. */
export function AddressForm({
  orderLinkId,
  name,
  countryIso,
}: {
  orderLinkId: string;
  name: string | null;
  countryIso: string | null;
}) {
  const trpc = useTRPC();
  const { say, onSettled } = useActed();
  const save = useMutation(
    trpc.orders.enterAddress.mutationOptions({
      onSuccess: () => say("The address is saved; the order goes on"),
      onSettled,
    }),
  );
  const { errors, general } = formErrors(save.error);
  const given: Record<string, string | null> = { name, countryIso };
  function submit(data: FormData) {
    const text = (field: string) => String(data.get(field) ?? "");
    save.mutate({
      orderLinkId,
      name: text("name"),
      firstLine: text("firstLine"),
      secondLine: text("secondLine"),
      city: text("city"),
      state: text("state"),
      zip: text("zip"),
      countryIso: text("countryIso"),
    });
  }
  return (
    <Form onSubmit={submit} errors={errors} error={general} pending={save.isPending}>
      <div className="grid max-w-xl gap-3 sm:grid-cols-2">
        {fields.map((field) => (
          <Field
            key={field.name}
            label={field.label}
            error={errors[field.name]}
            required={field.required}
            className={field.wide ? "sm:col-span-2" : ""}
          >
            <Input
              name={field.name}
              defaultValue={given[field.name] ?? ""}
              // The address of a buyer, not of the person at the keyboard.
              autoComplete="off"
            />
          </Field>
        ))}
      </div>
      <div>
        <Button type="submit" pending={save.isPending}>
          Enter the address
        </Button>
      </div>
    </Form>
  );
}
