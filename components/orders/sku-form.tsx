"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Radio } from "@/components/ui/checkbox";
import { Field, FieldSet } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import type { RouterOutputs } from "@/server/trpc/types";
import { skuName } from "./event-words";
import { formErrors, useActed } from "./use-acted";

type Question = RouterOutputs["orders"]["suggestions"][number];

function Ask({ orderLinkId, question }: { orderLinkId: string; question: Question }) {
  const trpc = useTRPC();
  const { say, onSettled } = useActed();
  const { sku, lineTitle, waiting, suggestions } = question;
  // Nothing is chosen beforehand: a wrong code sends wrong goods, for every order to come.
  const [productCode, setProductCode] = useState("");
  const codes = useQuery(trpc.orders.productCodes.queryOptions({ integrationId }));
  const bind = useMutation(
    trpc.orders.bindSku.mutationOptions({
      onSuccess: ({ released }) =>
        say(released === 1 ? "1 order goes on" : `${released} orders go on`),
      onSettled,
    }),
  );
  const { errors, general } = formErrors(bind.error);
  const suggested = suggestions.some(({ code }) => code === productCode);
  return (
    <Form
      onSubmit={() => bind.mutate({ orderLinkId, sku, productCode })}
      errors={errors}
      error={general ?? errors.sku}
      pending={bind.isPending}
    >
      <FieldSet
        legend={`What is ${skuName(sku)} called in CartonCloud?`}
        hint={`${lineTitle}. The answer is remembered for this shop${waiting > 1 ? ` and releases ${waiting} orders that wait for it` : ""}.`}
      >
        {suggestions.map(({ code, name, why }) => (
          <Radio
            key={code}
            name={`code-${sku}`}
            aria-invalid={errors.productCode ? true : undefined}
            label={`${code}, ${name}`}
            hint={why}
            checked={productCode === code}
            onChange={() => setProductCode(code)}
          />
        ))}
      </FieldSet>
      <Field
        label={suggestions.length > 0 ? "Or another product code" : "Product code"}
        error={errors.productCode}
        className="max-w-md"
      >
        <Select
          value={suggested ? "" : productCode}
          onChange={(event) => setProductCode(event.target.value)}
        >
          <option value="">{codes.isPending ? "Reading the list" : "Choose"}</option>
          {codes.data?.map(({ code, name }) => (
            <option key={code} value={code}>
              {code}, {name}
            </option>
          ))}
        </Select>
      </Field>
      {codes.error ? (
        <Alert tone="danger" live>
          {errorMessage(codes.error)}
        </Alert>
      ) : null}
      <div>
        <Button type="submit" pending={bind.isPending}>
          Use this product code
        </Button>
      </div>
    </Form>
  );
}

/** Answers a hold for its SKUs, one after the other. */
export function SkuForm({ orderLinkId }: { orderLinkId: string }) {
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.orders.suggestions.queryOptions({ orderLinkId }));
  if (error)
    return (
      <Alert tone="danger" live>
        {errorMessage(error)}
      </Alert>
    );
  if (!data) return <Skeleton className="h-40" />;
  return (
    <div className="grid gap-6">
      {data.map((question) => (
        <Ask key={question.sku} orderLinkId={orderLinkId} question={question} />
      ))}
    </div>
  );
}
