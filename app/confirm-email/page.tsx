import type { Metadata } from "next";
import { EmailDoor } from "@/components/sign-in/email-door";
import { confirmEmailAction, openEmailChange } from "./actions";

export const metadata: Metadata = { title: "Confirm your address", referrer: "no-referrer" };

export default function ConfirmEmailPage() {
  return <EmailDoor open={openEmailChange} confirm={confirmEmailAction} />;
}
