"use client";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { useActed } from "./use-acted";

/** Answers a hold for its tracking. */
export function TrackingForm({ orderLinkId }: { orderLinkId: string }) {
  const trpc = useTRPC();
  const { say, onSettled } = useActed();
  const save = useMutation(
    trpc.orders.enterTracking.mutationOptions({
      onSuccess: () => say("The tracking is saved; Etsy is told next"),
      onSettled,
    }),
  );
  const { errors, general } = formErrors(save.error);
  return (
    <Form
      onSubmit={(data) =>
        save.mutate({
          orderLinkId,
          trackingCode: String(data.get("trackingCode")),
          carrier: String(data.get("carrier")),
        })
      }
      errors={errors}
      error={general}
      pending={save.isPending}
    >
      <div className="grid max-w-xl gap-3 sm:grid-cols-2">
        <Field label="Carrier" error={errors.carrier} required>
          <Input name="carrier" autoComplete="off" />
        </Field>
        <Field label="Tracking number" error={errors.trackingCode} required>
          <Input name="trackingCode" autoComplete="off" spellCheck={false} />
        </Field>
      </div>
      <div>
        <Button type="submit" pending={save.isPending}>
          Enter the tracking
        </Button>
      </div>
    </Form>
  );
}
