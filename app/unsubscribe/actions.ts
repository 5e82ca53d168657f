"use server";
import { redirect } from "next/navigation";
import { unsubscribe } from "@/server/notifications/unsubscribe";

export async function unsubscribeAction(form: FormData): Promise<void> {
  const token = String(form.get("token") ?? "");
  const outcome = await unsubscribe(token);
  redirect(`/unsubscribe?outcome=${outcome}`);
}
