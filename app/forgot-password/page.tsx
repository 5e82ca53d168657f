import type { Metadata } from "next";
import Link from "next/link";
import { DoorPage } from "@/components/sign-in/door-page";
import { ForgotForm } from "@/components/sign-in/forgot-form";
import { forgotAction } from "./actions";

export const metadata: Metadata = { title: "Forgot your password?" };

export default function ForgotPasswordPage() {
  return (
    <DoorPage title="Forgot your password?">
      <p className="text-muted-foreground">
        Enter your e-mail address, and a link to set a new password is mailed to you.
      </p>
      <ForgotForm action={forgotAction} />
      <p>
        <Link href="/sign-in" className="underline underline-offset-4">
          Back to the sign-in page
        </Link>
      </p>
    </DoorPage>
  );
}
