"use client";
import { useState } from "react";
import { formatDay } from "@/components/billing/format-week";
import type { PriceBook } from "@/components/billing/types";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { formatMoney } from "@/components/ui/money";
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
import { MondayOptions } from "./monday-options";

type Customer = PriceBook["customers"][number];

function ChangePassOn({
  customer,
  book,
  onDone,
}: {
  customer: Customer;
  book: PriceBook;
  onDone: () => void;
}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const save = useMutation(
    trpc.billing.savePassOn.mutationOptions({
      onSuccess: () => {
        onDone();
        toast({ title: `${customer.name}: price saved` });
        return queryClient.invalidateQueries(trpc.billing.pathFilter());
      },
    }),
  );
  const { errors, general } = formErrors(save.error);
  const { weeklyPriceMinor } = customer;
  return (
    <Dialog open onOpenChange={onDone} title={`What ${customer.name} is charged`}>
      <Form
        onSubmit={(data) =>
          save.mutate({
            customerId: customer.id,
            validFrom: String(data.get("validFrom")),
            weeklyPrice: String(data.get("weeklyPrice")),
          })
        }
        errors={errors}
        error={general}
        pending={save.isPending}
      >
        <Field
          label={`Price of each integration a week in ${book.tiers[0].currency}`}
          hint="Leave it empty to charge what you pay yourself."
          error={errors.weeklyPrice}
        >
          <Input
            name="weeklyPrice"
            inputMode="decimal"
            autoComplete="off"
            className="max-w-40"
            defaultValue={weeklyPriceMinor === null ? "" : (weeklyPriceMinor / 100).toFixed(2)}
          />
        </Field>
        <Field label="Valid from" error={errors.validFrom} className="max-w-60">
          <Select name="validFrom">
            <MondayOptions mondays={book.mondays} />
          </Select>
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="outline" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" pending={save.isPending}>
            Save price
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** Prices that were set in one currency and count in another one. */
function OtherCurrency({ book }: { book: PriceBook }) {
  return book.lists
    .filter(({ state, strangers }) => state !== "past" && strangers.length > 0)
    .map(({ validFrom, tiers, strangers }) => (
      <div key={validFrom} className="p-4 pb-0">
        <Alert tone="warning">
          The price list from {formatDay(validFrom)} on is in {tiers[0].currency}. These customers
          have a price that was set in another currency and counts in {tiers[0].currency} unless you
          set it again from that week on: {strangers.slice(0, 8).join(", ")}
          {strangers.length > 8 ? ` and ${strangers.length - 8} more` : null}.
        </Alert>
      </div>
    ));
}

/** What each customer is charged for its integrations. */
export function PassOnPrices({ book }: { book: PriceBook }) {
  const [changed, setChanged] = useState<Customer | null>(null);
  const { currency } = book.tiers[0];
  const words = (minor: number | null) =>
    minor === null ? "what you pay" : formatMoney(minor, currency);
  return (
    <Card
      title="Passed on to customers"
      description="What each customer is charged for an integration a week, in the currency of the price list. The difference to what you pay is your margin, which only admins see."
      flush
    >
      <OtherCurrency book={book} />
      {book.customers.length === 0 ? (
        <EmptyState title="No customers yet">
          They are read from CartonCloud when its connection is tested.
        </EmptyState>
      ) : (
        <Table caption="Customers and what they are charged">
          <TableHeader>
            <TableRow>
              <TableHead>Customer</TableHead>
              <TableHead>Charged a week</TableHead>
              <TableHead>
                <span className="sr-only">Action</span>
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {book.customers.map((customer) => (
              <TableRow key={customer.id}>
                <TableCell className="font-medium">{customer.name}</TableCell>
                <TableCell label="Charged a week">
                  {words(customer.weeklyPriceMinor)}
                  {customer.coming.map((price) => (
                    <span
                      key={price.validFrom}
                      className="block text-[0.8125rem] text-muted-foreground"
                    >
                      {words(price.weeklyPriceMinor)} from {formatDay(price.validFrom)}
                    </span>
                  ))}
                </TableCell>
                <TableCell className="text-right">
                  <Button
                    variant="outline"
                    size="sm"
                    aria-label={`Change what ${customer.name} is charged`}
                    onClick={() => setChanged(customer)}
                  >
                    Change
                  </Button>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {changed ? (
        <ChangePassOn
          key={changed.id}
          customer={changed}
          book={book}
          onDone={() => setChanged(null)}
        />
      ) : null}
    </Card>
  );
}
