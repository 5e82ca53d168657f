import type { Metadata } from "next";
import { ResetDoor } from "@/components/sign-in/reset-door";
import { openReset, resetAction } from "./actions";

export const metadata: Metadata = { title: "Set a new password", referrer: "no-referrer" };

export default function ResetPasswordPage() {
  return <ResetDoor open={openReset} reset={resetAction} />;
}
