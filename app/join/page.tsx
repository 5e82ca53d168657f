import type { Metadata } from "next";
import { JoinDoor } from "@/components/sign-in/join-door";
import { oidcName } from "@/server/oidc";
import { acceptAction, joinAction, openInvitation } from "./actions";

export const metadata: Metadata = { title: "Accept the invitation", referrer: "no-referrer" };

export default function JoinPage() {
  return (
    <JoinDoor open={openInvitation} accept={acceptAction} join={joinAction} provider={oidcName()} />
  );
}
