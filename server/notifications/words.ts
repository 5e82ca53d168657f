/** What each kind of mail is called where people choose which they get. */
export const mailKinds = {
  connection_lost: "Etsy no longer accepts the connection of a shop",
  connection_recovered: "A shop is connected to Etsy again",
  cartoncloud_lost: "CartonCloud refuses the connection",
  cartoncloud_recovered: "CartonCloud accepts the connection again",
  orders_held: "Orders wait for a person",
  stop_ship: "An order was canceled after it was sent to the warehouse",
  shop_silent: "A shop has no new orders for longer than usual",
  receipts_missed: "The daily check found missed orders",
  statement_closed: "The statement of a week is closed",
} as const;
