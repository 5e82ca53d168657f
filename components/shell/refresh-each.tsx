"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { isUnattended } from "./attendance";

/**
 * Reads a page of the server anew every so often while it is looked at; focus and fields stay. Once
 * nobody is there it stops: what a page asks by itself keeps no session alive.
 */
export function RefreshEach({ seconds }: { seconds: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      const looked = document.visibilityState === "visible" && !isUnattended();
      if (looked && navigator.onLine) router.refresh();
    }, seconds * 1000);
    return () => clearInterval(timer);
  }, [router, seconds]);
  return null;
}
