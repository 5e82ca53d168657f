import { redirect } from "next/navigation";
import { homePath } from "@/server/people/return-path";

export default function Home() {
  redirect(homePath);
}
