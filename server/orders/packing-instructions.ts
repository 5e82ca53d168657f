import type { Receipt, ReceiptLine } from "@/server/etsy/wire";

function lineNotes(line: ReceiptLine): string | null {
  const told = line.variations.filter(({ name, value }) => name || value);
  if (told.length === 0) return null;
  const label = line.sku ?? line.title;
  return `${line.quantity} × ${label}: ${told.map(({ name, value }) => `${name}: ${value}`).join("; ")}`;
}

/** What the packer must know, one fact a line; empty when there is nothing to say. */
export function packingInstructions(receipt: Receipt, physicalLines: ReceiptLine[]): string {
  const gift = receipt.isGift || receipt.giftWrapped;
  return [
    gift ? `Gift${receipt.giftWrapped ? ", to be wrapped" : ""}` : null,
    receipt.giftMessage ? `Gift message: ${receipt.giftMessage}` : null,
    receipt.giftSender ? `Gift from: ${receipt.giftSender}` : null,
    receipt.messageFromBuyer ? `Buyer's message: ${receipt.messageFromBuyer}` : null,
    ...physicalLines.map(lineNotes),
  ]
    .filter((note) => note !== null)
    .join("\n");
}
