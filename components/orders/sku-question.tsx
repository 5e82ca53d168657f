"use client";
import { useState } from "react";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { FieldSet } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { RelativeTime } from "@/components/ui/relative-time";
import type { RouterOutputs } from "@/server/trpc/types";
import { AliasDoubt, doubtIn } from "./alias-doubt";
import { skuName } from "./event-words";
import { boundWords, orders } from "./outcome-words";
import { ProductCodeField } from "./product-code-field";
import { useActed } from "./use-acted";

type Question = RouterOutputs["orders"]["suggestions"][number];
type Props = { integrationId: string; orderLinkId: string; question: Question };

/** How many orders an answer moves, before it is given. */
function effect({ waiting, releases }: Question): string {
  const others = waiting - releases;
  return [
    `The answer is remembered for this shop and releases ${orders(releases)}.`,
    ...(others > 0
      ? [
          `${orders(others)} ${others === 1 ? "waits" : "wait"} for another SKU too and ${others === 1 ? "stays" : "stay"} held for that.`,
        ]
      : []),
  ].join(" ");
}

function useBind(orderLinkId: string, sku: string) {
  const trpc = useTRPC();
  const { say, onSettled } = useActed();
  const bind = useMutation(
    trpc.orders.bindSku.mutationOptions({
      onSuccess: (outcome) => say(boundWords(outcome)),
      onSettled,
    }),
  );
  const answer = (productCode: string, despite: { sure?: true; replaces?: string } = {}) =>
    bind.mutate({ orderLinkId, sku, productCode, ...despite });
  return { bind, answer };
}

/** One SKU: likely product codes, each with its reason and one press that binds it; none is chosen beforehand. */
export function SkuQuestion({ integrationId, orderLinkId, question }: Props) {
  const { sku, lineTitle, releases, suggestions, current } = question;
  const { bind, answer } = useBind(orderLinkId, sku);
  const [typed, setTyped] = useState("");
  const { errors, general } = formErrors(bind.error);
  const doubt = doubtIn(errors, bind.variables);
  const release = releases > 0 ? ` and release ${orders(releases)}` : "";
  const tied = suggestions.filter((one) => one.tied).map(({ code }) => code);
  return (
    <Form
      onSubmit={() => answer(typed)}
      errors={errors}
      error={general ?? errors.sku}
      pending={bind.isPending}
    >
      <FieldSet
        className="min-w-0"
        legend={`What is ${skuName(sku)} called in CartonCloud?`}
        hint={`${lineTitle}. ${effect(question)}`}
      >
        {current ? (
          <p>
            It is called {current.productCode} here since <RelativeTime at={current.at} />
            {current.by ? `, by ${current.by}` : ""}.
          </p>
        ) : null}
        {tied.length > 1 ? (
          <Alert tone="warning">
            {tied.join(" and ")} fit equally well. Compare the goods before you choose.
          </Alert>
        ) : null}
        <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
          {suggestions.map(({ code, name, why }) => (
            <li
              key={code}
              className="flex flex-wrap items-center justify-between gap-2 rounded-md border p-3"
            >
              <span className="grid min-w-0 gap-0.5 break-words">
                <span className="font-medium">
                  {code}, {name}
                </span>
                <span className="text-[0.8125rem] text-muted-foreground">{why}</span>
              </span>
              <Button
                size="sm"
                className="h-auto! min-h-8 max-w-full shrink! whitespace-normal! py-1 text-left"
                pending={bind.isPending && bind.variables?.productCode === code}
                onClick={() => !bind.isPending && answer(code)}
              >
                Use {code}
                {release}
              </Button>
            </li>
          ))}
        </ul>
      </FieldSet>
      {doubt ? (
        <AliasDoubt doubt={doubt} pending={bind.isPending} onGoOn={answer} current={current} />
      ) : null}
      <ProductCodeField
        integrationId={integrationId}
        label={suggestions.length > 0 ? "Or another product code" : "Product code"}
        value={typed}
        onChange={setTyped}
        error={errors.productCode}
      />
      <div>
        <Button type="submit" variant="outline" pending={bind.isPending}>
          Use it{release}
        </Button>
      </div>
    </Form>
  );
}
