import { Badge } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { LinePair, OrderItem, ReceiptLine } from "./pair-lines";
import { pairLines } from "./pair-lines";

function Etsy({ line }: { line: ReceiptLine }) {
  return (
    <div className="grid gap-0.5">
      <span>{line.title}</span>
      <span className="text-[0.8125rem] text-muted-foreground">
        {line.sku ? `SKU ${line.sku}` : "No SKU"}
        {line.variations.map(({ name, value }) => `, ${name}: ${value}`).join("")}
      </span>
      {line.personalisation.map((words) => (
        <span key={words} className="text-[0.8125rem]">
          Personalisation: {words}
        </span>
      ))}
    </div>
  );
}

function Item({ pair, known }: { pair: LinePair; known: boolean }) {
  const { line, item } = pair;
  if (line?.isDigital) return <span className="text-muted-foreground">Digital, left out</span>;
  if (!item)
    return known ? (
      <Badge tone="danger">Missing in the outbound order</Badge>
    ) : (
      <span className="font-mono text-[0.8125rem]">{line?.productCode ?? "Not known"}</span>
    );
  return (
    <div className="grid justify-items-start gap-0.5 max-md:justify-items-end max-md:text-right">
      <span className="font-mono text-[0.8125rem]">{item.productCode}</span>
      {item.productName ? <span>{item.productName}</span> : null}
      {line ? null : <Badge tone="warning">Not on the receipt</Badge>}
    </div>
  );
}

/** The receipt beside the outbound order, line by line. `items` null while they are not known. */
export function LinesTable({
  lines,
  items,
}: {
  lines: readonly ReceiptLine[];
  items: readonly OrderItem[] | null;
}) {
  return (
    <Table caption="Lines of the receipt beside those of the outbound order">
      <TableHeader>
        <TableRow>
          <TableHead>In Etsy</TableHead>
          <TableHead>Quantity</TableHead>
          <TableHead>In CartonCloud</TableHead>
          <TableHead>Quantity</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {pairLines(lines, items ?? []).map((pair, index) => {
          const { line, item } = pair;
          const differs = line && item && line.quantity !== item.quantity;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity and keep their order.
            <TableRow key={index}>
              <TableCell className="align-top">{line ? <Etsy line={line} /> : null}</TableCell>
              <TableCell label="Quantity in Etsy" className="align-top tabular-nums">
                {line?.quantity ?? ""}
              </TableCell>
              <TableCell label="In CartonCloud" className="align-top">
                <Item pair={pair} known={items !== null} />
              </TableCell>
              <TableCell label="Quantity in CartonCloud" className="align-top tabular-nums">
                <span className="inline-flex flex-wrap items-center gap-2">
                  {item?.quantity ?? ""}
                  {differs ? <Badge tone="danger">Differs</Badge> : null}
                </span>
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
