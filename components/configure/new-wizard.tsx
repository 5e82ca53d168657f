"use client";
import { useRouter } from "next/navigation";
import { appOf } from "@/components/integrations/apps";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { errorMessage, fieldErrors, useTRPC } from "@/components/trpc";
import type { AppId } from "@/server/integrations/schema";
import { NameForm } from "./name-form";
import { WizardFrame } from "./wizard-frame";

/** Step 1 of an integration that does not exist yet: saving it makes the draft. */
export function NewWizard({
  app,
  customer,
}: {
  app: AppId;
  customer: { id: string; name: string };
}) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const list = `/integrations/customers/${customer.id}/${app}`;
  const create = useMutation(
    trpc.integrations.createDraft.mutationOptions({
      onSuccess: async ({ integrationId }) => {
        await queryClient.invalidateQueries(trpc.integrations.pathFilter());
        // Back leads to the draft, not to a form that would make another one.
        window.history.replaceState(
          null,
          "",
          `/integrations/${integrationId}/configure/initial-configuration`,
        );
        router.push(`/integrations/${integrationId}/configure/authentication`);
      },
    }),
  );
  const fields = fieldErrors(create.error);
  const appName = appOf(app)?.name ?? app;
  return (
    <WizardFrame
      step="initial-configuration"
      furthest={1}
      trail={[
        { label: "Self-Managed Integrations", href: "/integrations" },
        { label: customer.name, href: `/integrations/customers/${customer.id}` },
        { label: appName, href: list },
      ]}
      about={`A new ${appName} integration of ${customer.name}.`}
      hrefOf={() => list}
    >
      <NameForm
        place={`new:${customer.id}:${app}`}
        saved=""
        back={list}
        pending={create.isPending || create.isSuccess}
        error={fields.name}
        general={create.error && !fields.name ? errorMessage(create.error) : null}
        onSave={(name, keepNoMore) =>
          create
            .mutateAsync({ customerId: customer.id, app, name })
            .then(keepNoMore, () => undefined)
        }
      />
    </WizardFrame>
  );
}
