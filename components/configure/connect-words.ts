import type { ConnectOutcome } from "@/server/integrations/schema";

type Words = { title: string; wayOut: string };

/** How a press of "Connect" ended, and what to do then. */
export const connectWords: Record<ConnectOutcome, Words> = {
  connected: { title: "The shop is connected", wayOut: "Go on with the next step." },
  denied: {
    title: "Access was not granted in Etsy",
    wayOut:
      "Someone chose not to allow it. Nothing was changed. Try again and choose to grant access; only the shop's owner can.",
  },
  expired: {
    title: "This request to connect has lapsed",
    wayOut: "A request is good for ten minutes. Try again, and finish in Etsy within that time.",
  },
  used: {
    title: "This request to connect was used already",
    wayOut:
      "The page was probably opened twice. Look below whether the shop is connected; if not, try again.",
  },
  other_session: {
    title: "This request to connect belongs to another sign-in",
    wayOut:
      "It was started by someone else, in another browser, or before you signed in again. Try again in this browser.",
  },
  different_shop: {
    title: "This is a different shop",
    wayOut:
      "This integration belongs to the shop that it was connected to, with its orders. Sign in to Etsy as the owner of that shop and try again, or configure a new integration for the other one.",
  },
  shop_taken: {
    title: "This shop is connected to another integration already",
    wayOut:
      "Two integrations would send every order twice. Delete the other one first, or sign in to Etsy with another account and try again. If you cannot see the other one, ask your 3PL.",
  },
  no_shop: {
    title: "This Etsy account has no shop",
    wayOut:
      "It can only buy. Sign out of Etsy, sign in with the account that owns the shop, and try again.",
  },
  missing_rights: {
    title: "Etsy granted less than is needed",
    wayOut:
      "The integration must see the shop and its orders and add tracking. Try again and grant all of it.",
  },
  etsy_unavailable: {
    title: "Etsy did not answer",
    wayOut: "Nothing was changed. Wait a minute and try again.",
  },
  etsy_refused: {
    title: "Etsy refused the connection",
    wayOut:
      "Nothing was changed. Try again; if it happens again, tell your 3PL that Etsy refuses this app.",
  },
};

/** The page after Etsy's consent tells the wizard by this channel that it is worth asking. */
export const connectChannel = "etsy-connect";
