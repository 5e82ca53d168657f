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

export function ChangePassword({ email }: { email: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const [turn, setTurn] = useState(0);
  const change = useMutation(
    trpc.account.changePassword.mutationOptions({
      onSuccess: ({ ended }) => {
        setTurn((before) => before + 1);
        toast({
          title: ended > 0 ? "Password changed, and signed out elsewhere" : "Password changed",
        });
        return queryClient.invalidateQueries(trpc.account.pathFilter());
      },
    }),
  );
  const { errors, general } = formErrors(change.error);
  return (
    <Card
      id="password"
      title="Password"
      description="When you change it, you are signed out everywhere else."
    >
      <Form
        key={turn}
        className="max-w-sm"
        errors={errors}
        error={general}
        pending={change.isPending}
        onSubmit={(data) =>
          change.mutate({
            currentPassword: String(data.get("currentPassword")),
            password: String(data.get("password")),
          })
        }
      >
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <Field label="Current password" error={errors.currentPassword} required>
          <Input name="currentPassword" type="password" autoComplete="current-password" />
        </Field>
        <Field
          label="New password"
          hint="At least 12 characters; a few words in a row are easy to remember."
          error={errors.password}
          required
        >
          <Input name="password" type="password" autoComplete="new-password" />
        </Field>
        <Button type="submit" pending={change.isPending} className="justify-self-start">
          Change password
        </Button>
      </Form>
    </Card>
  );
}
