import type { LucideIcon } from "lucide-react";
import { CircleCheck, CircleDashed, Info, OctagonX, TriangleAlert } from "lucide-react";

export type Tone = "neutral" | "success" | "warning" | "danger" | "info";

/** Each tone has a shape of its own, so that it is told without colour. */
export const toneIcon: Record<Tone, LucideIcon> = {
  neutral: CircleDashed,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: OctagonX,
  info: Info,
};

export const toneClass: Record<Tone, string> = {
  neutral: "border-border bg-muted text-foreground",
  success: "border-success/30 bg-success-soft text-success",
  warning: "border-warning/30 bg-warning-soft text-warning",
  danger: "border-danger/30 bg-danger-soft text-danger",
  info: "border-info/30 bg-info-soft text-info",
};
