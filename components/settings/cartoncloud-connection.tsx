"use client";
import { useState } from "react";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { errorMessage, formErrors, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import type { RouterInputs, RouterOutputs } from "@/server/trpc/types";
import { ConnectionVerdict } from "./connection-verdict";

type Connection = RouterOutputs["organisation"]["settings"]["cartonCloud"];
type Region = RouterInputs["organisation"]["saveCartonCloud"]["region"];

/** Says why there is nothing to test yet. */
const verdictId = "cartoncloud-verdict";

export function CartonCloudConnection({ connection }: { connection: Connection }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const [secret, setSecret] = useState("");
  const onSettled = () => queryClient.invalidateQueries(trpc.organisation.settings.pathFilter());
  const test = useMutation(trpc.organisation.testCartonCloud.mutationOptions({ onSettled }));
  const save = useMutation(
    trpc.organisation.saveCartonCloud.mutationOptions({
      onSettled,
      onSuccess: () => {
        test.reset();
        setSecret("");
        toast({
          title: "Connection saved",
          description: "Test it to read customers and warehouses.",
        });
      },
    }),
  );
  const { errors, general } = formErrors(save.error);

  function submit(data: FormData) {
    save.mutate({
      region: String(data.get("region")) as Region,
      clientId: String(data.get("clientId")),
      clientSecret: secret,
    });
  }
  return (
    <Card
      id="cartoncloud"
      title="CartonCloud connection"
      description="An API client of your CartonCloud organisation. In CartonCloud, an admin makes one under Settings, API clients."
      actions={
        <Button
          variant="outline"
          aria-disabled={!connection || undefined}
          aria-describedby={connection ? undefined : verdictId}
          pending={test.isPending}
          onClick={connection ? () => test.mutate() : undefined}
        >
          Test connection
        </Button>
      }
    >
      <div className="grid gap-4">
        <div id={verdictId}>
          <ConnectionVerdict connection={connection} test={test.data ?? null} />
        </div>
        {test.error ? (
          <Alert tone="danger" live>
            {errorMessage(test.error)}
          </Alert>
        ) : null}
        <Form onSubmit={submit} errors={errors} error={general} pending={save.isPending}>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Region" error={errors.region} className="sm:col-span-2 sm:max-w-xs">
              <Select name="region" defaultValue={connection?.region ?? "global"}>
                <option value="global">Global (Australia, New Zealand, elsewhere)</option>
                <option value="north_america">North America</option>
              </Select>
            </Field>
            <Field label="Client id" error={errors.clientId} required>
              <Input
                name="clientId"
                defaultValue={connection?.clientId ?? ""}
                autoComplete="off"
                spellCheck={false}
              />
            </Field>
            <Field
              label="Client secret"
              error={errors.clientSecret}
              hint={
                connection
                  ? "Stored and never shown again. Leave it empty to keep it."
                  : "Stored encrypted and never shown again."
              }
            >
              <Input
                type="password"
                autoComplete="off"
                value={secret}
                onChange={(event) => setSecret(event.target.value)}
              />
            </Field>
          </div>
          <div>
            <Button type="submit" pending={save.isPending}>
              Save connection
            </Button>
          </div>
        </Form>
      </div>
    </Card>
  );
}
