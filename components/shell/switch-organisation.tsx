"use client";
import { Building2, Check } from "lucide-react";
import { useMutation } from "@/components/query/use-mutation";
import { useQuery } from "@/components/query/use-query";
import { errorMessage, useTRPC } from "@/components/trpc";
import {
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
} from "@/components/ui/dropdown-menu";
import { useToast } from "@/components/ui/toast";

/** The person's organisations, to go from one to another; nothing where there is one. */
export function SwitchOrganisation() {
  const trpc = useTRPC();
  const toast = useToast();
  const { data: organisations = [] } = useQuery(trpc.account.organisations.queryOptions());
  const change = useMutation(
    trpc.account.switchOrganisation.mutationOptions({
      // Everything on the page is of the organisation before.
      onSuccess: () => window.location.assign("/integrations"),
      onError: (error) => toast({ title: errorMessage(error), tone: "danger" }),
    }),
  );
  if (organisations.length < 2) return null;
  return (
    <>
      <DropdownMenuSeparator />
      <DropdownMenuLabel>Organisation</DropdownMenuLabel>
      {organisations.map(({ id, name, current }) => (
        <DropdownMenuItem
          key={id}
          aria-current={current ? "true" : undefined}
          onSelect={() => {
            if (!current) change.mutate({ organisationId: id });
          }}
        >
          {current ? <Check aria-hidden /> : <Building2 aria-hidden />} {name}
        </DropdownMenuItem>
      ))}
    </>
  );
}
