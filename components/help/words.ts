/** Whose word it is: each system's things carry the names that it gives them itself. */
export type Origin = "Etsy" | "CartonCloud" | "Here";

export type Word = { id: string; word: string; of: Origin; means: string; why?: string };

/** The words of the pages, in the order in which an order meets them. */
export const words = [
  {
    id: "shop",
    word: "Shop",
    of: "Etsy",
    means: "What a seller sells from. One integration reads one shop.",
    why: "A shop can be connected once only: two integrations would send every order twice.",
  },
  {
    id: "consent",
    word: "Consent",
    of: "Etsy",
    means: "The owner of a shop allows this app to read its orders and to add tracking.",
    why: "Etsy asks for it on its own page, in a tab of its own, so that no password of Etsy is ever typed here. It lasts for 90 days after it was last used, and it is used all day.",
  },
  {
    id: "receipt",
    word: "Receipt",
    of: "Etsy",
    means: "An order that a buyer placed. Its number is the reference of the outbound order.",
    why: "It is imported once it is paid and while it is not shipped, canceled or fully refunded.",
  },
  {
    id: "transaction",
    word: "Transaction",
    of: "Etsy",
    means: "A line of a receipt. Digital ones are left out: there is nothing to send.",
  },
  {
    id: "pull",
    word: "Pull",
    of: "Here",
    means:
      "A reading of what is new in a shop. It comes by itself; “Pull now” asks for one at once.",
    why: "A busy shop is read every few minutes, a quiet one less often: Etsy limits the calls of all shops together.",
  },
  {
    id: "daily-check",
    word: "Daily check",
    of: "Here",
    means: "Once a day everything paid and unshipped is compared with what was imported.",
    why: "It finds what a pull cannot see, and says how many receipts it looked at.",
  },
  {
    id: "rule",
    word: "Warehouse rule",
    of: "Here",
    means: "Says which warehouse an order goes to. The first rule that fits decides.",
    why: "A rule without a condition takes every order, so it belongs at the end; “Otherwise” takes what no rule fits.",
  },
  {
    id: "outbound-order",
    word: "Outbound order",
    of: "CartonCloud",
    means: "The order by which the warehouse sends goods. CartonCloud's pages call it Sale Order.",
    why: "There is one per receipt. Once created, it is never changed from Etsy's side: people decide.",
  },
  {
    id: "product-code",
    word: "Product code",
    of: "CartonCloud",
    means: "The name of goods in the warehouse. Etsy's name for them is the SKU.",
    why: "Where the two differ, a person chooses the code once; the shop's later orders use it.",
  },
  {
    id: "hold",
    word: "Hold",
    of: "Here",
    means: "An order that waits for a person, with the reason and what to do about it.",
    why: "Nothing is guessed that would send the wrong goods, or send them to the wrong place.",
  },
  {
    id: "dispatch",
    word: "Dispatch",
    of: "CartonCloud",
    means: "The goods have left the warehouse.",
  },
  {
    id: "consignment",
    word: "Consignment",
    of: "CartonCloud",
    means: "The transport of a dispatched order, with carrier and tracking. There can be several.",
  },
  {
    id: "fulfilment",
    word: "Complete fulfilment",
    of: "Etsy",
    means: "The receipt is marked as shipped in Etsy, with carrier and tracking.",
    why: "Etsy e-mails the buyer at each tracking number, so each one is told once.",
  },
  {
    id: "week",
    word: "Week of billing",
    of: "Here",
    means: "From Monday 00:00 to Sunday in the organisation's time zone.",
    why: "An integration that was active at any moment of a week is charged for that week. Pausing does not stop it, deleting does.",
  },
  {
    id: "integration",
    word: "Integration",
    of: "Here",
    means: "One configured connection of one customer to one shop. A customer may have several.",
  },
] as const satisfies readonly Word[];

export type WordId = (typeof words)[number]["id"];
