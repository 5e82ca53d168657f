"use client";
import { Users } from "lucide-react";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Switch } from "@/components/ui/checkbox";
import { EmptyState } from "@/components/ui/empty-state";
import { Select } from "@/components/ui/select";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { useToast } from "@/components/ui/toast";
import type { RouterInputs, RouterOutputs } from "@/server/trpc/types";

type Settings = RouterOutputs["organisation"]["settings"];
type Access = RouterInputs["organisation"]["setConfigureAccess"]["access"];

function allowed({ configureAccess }: Settings["customers"][number], organisationAllows: boolean) {
  return configureAccess === "organisation" ? organisationAllows : configureAccess === "allowed";
}

export function CustomerAccess({ settings }: { settings: Settings }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const saved = {
    onSuccess: () => toast({ title: "Access saved" }),
    onSettled: () => queryClient.invalidateQueries(trpc.organisation.settings.pathFilter()),
  };
  const organisation = useMutation(trpc.organisation.setCustomerAccess.mutationOptions(saved));
  const one = useMutation(trpc.organisation.setConfigureAccess.mutationOptions(saved));
  const error = organisation.error ?? one.error;
  // What was asked for is shown at once; a refusal brings back what is stored.
  const allow = organisation.isPending
    ? organisation.variables.allow
    : settings.allowCustomerAccess;
  const accessOf = (customer: Settings["customers"][number]): Access =>
    one.isPending && one.variables.customerId === customer.id
      ? one.variables.access
      : customer.configureAccess;
  return (
    <Card id="access" title="Access of customers" flush>
      <div className="grid gap-3 p-4">
        {error ? (
          <Alert tone="danger" live>
            {errorMessage(error)}
          </Alert>
        ) : null}
        <Switch
          label="Allow Customer to access Self-Managed Integrations"
          hint="Customer users may then connect and configure their own shops. What a customer's own setting says goes first."
          checked={allow}
          onChange={(event) => organisation.mutate({ allow: event.target.checked })}
        />
      </div>
      {settings.customers.length === 0 ? (
        <div className="border-t">
          <EmptyState icon={Users} title="No customers yet">
            They are read from CartonCloud when its connection is tested.
          </EmptyState>
        </div>
      ) : (
        <Table caption="Customers and their access" className="border-t">
          <TableHeader>
            <TableRow>
              <TableHead>Customer</TableHead>
              <TableHead>Allow access to configure Self-Managed Integrations</TableHead>
              <TableHead>Now</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {settings.customers.map((customer) => (
              <TableRow key={customer.id}>
                <TableCell className="font-medium">
                  {customer.name}
                  {customer.enabled ? null : (
                    <span className="font-normal text-muted-foreground"> (not in CartonCloud)</span>
                  )}
                </TableCell>
                <TableCell label="Access">
                  <Select
                    className="w-auto! sm:min-w-56"
                    aria-label={`Allow access to configure Self-Managed Integrations: ${customer.name}`}
                    value={accessOf(customer)}
                    onChange={(event) =>
                      one.mutate({ customerId: customer.id, access: event.target.value as Access })
                    }
                  >
                    <option value="organisation">Follow organisation</option>
                    <option value="allowed">Yes</option>
                    <option value="denied">No</option>
                  </Select>
                </TableCell>
                <TableCell label="Now">
                  {allowed({ ...customer, configureAccess: accessOf(customer) }, allow) ? (
                    <Badge tone="success">May configure</Badge>
                  ) : (
                    <Badge>May only look</Badge>
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}
