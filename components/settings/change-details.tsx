"use client";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";

/** Zones that the browser knows, and the one that is set. */
const timeZonesWith = (current: string) =>
  [...new Set([current, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort();

/** Mount it when it is asked for: the list of zones is the browser's. */
export function ChangeDetails({
  details,
  onDone,
}: {
  details: { name: string; timeZone: string };
  onDone: () => void;
}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const save = useMutation(
    trpc.organisation.saveDetails.mutationOptions({
      onSuccess: () => {
        onDone();
        toast({ title: "Name and time zone saved" });
      },
      onSettled: () => queryClient.invalidateQueries(trpc.organisation.settings.pathFilter()),
    }),
  );
  const { errors, general } = formErrors(save.error);
  return (
    <Dialog open onOpenChange={onDone} title="Name and time zone">
      <Form
        onSubmit={(data) =>
          save.mutate({ name: String(data.get("name")), timeZone: String(data.get("timeZone")) })
        }
        errors={errors}
        error={general}
        pending={save.isPending}
      >
        <Field label="Name" error={errors.name} required>
          <Input name="name" defaultValue={details.name} autoComplete="organization" />
        </Field>
        <Field
          label="Time zone"
          error={errors.timeZone}
          hint="Closed weeks stay as they are. The running week ends by the new zone."
        >
          <Select name="timeZone" defaultValue={details.timeZone}>
            {timeZonesWith(details.timeZone).map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll("_", " ")}
              </option>
            ))}
          </Select>
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="outline" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" pending={save.isPending}>
            Save
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
