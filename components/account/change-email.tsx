"use client";
import { useState } from "react";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import type { RouterOutputs } from "@/server/trpc/types";
import { PendingEmail } from "./pending-email";

type Account = RouterOutputs["account"]["get"];

export function ChangeEmail({ email, pendingEmail }: Pick<Account, "email" | "pendingEmail">) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const [turn, setTurn] = useState(0);
  const change = useMutation(
    trpc.account.changeEmail.mutationOptions({
      onSuccess: ({ email: to, mailWaits }) => {
        setTurn((before) => before + 1);
        toast({
          title: mailWaits
            ? "The link waits: no mail server is set"
            : `A mail with a link is on its way to ${to}`,
        });
        return queryClient.invalidateQueries(trpc.account.get.queryFilter());
      },
    }),
  );
  const { errors, general } = formErrors(change.error);
  return (
    <Card
      id="email"
      title="E-mail address"
      description={`You sign in with ${email}, and your mails go there. A new address is in force once you open the link that is mailed to it.`}
    >
      <div className="grid gap-4">
        {pendingEmail ? <PendingEmail {...pendingEmail} /> : null}
        <Form
          key={turn}
          className="max-w-sm"
          errors={errors}
          error={general}
          pending={change.isPending}
          onSubmit={(data) =>
            change.mutate({
              email: String(data.get("email")),
              password: String(data.get("password")),
            })
          }
        >
          <Field label="New e-mail address" error={errors.email} required>
            <Input
              name="email"
              type="email"
              autoComplete="email"
              autoCapitalize="none"
              spellCheck={false}
            />
          </Field>
          <Field label="Your password" error={errors.password} required>
            <Input name="password" type="password" autoComplete="current-password" />
          </Field>
          <Button type="submit" pending={change.isPending} className="justify-self-start">
            Mail a link to the new address
          </Button>
        </Form>
      </div>
    </Card>
  );
}
