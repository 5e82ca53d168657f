const steps = [
  { name: "day", ms: 86_400_000, part: "hour", partMs: 3_600_000 },
  { name: "hour", ms: 3_600_000, part: "minute", partMs: 60_000 },
  { name: "minute", ms: 60_000, part: null, partMs: 1 },
  { name: "second", ms: 1000, part: null, partMs: 1 },
] as const;

const counted = (count: number, name: string) => `${count} ${name}${count === 1 ? "" : "s"}`;

/**
 * How long after `before` a moment was, to follow its time in a sentence: ", 2 hours 5 minutes later".
 * Empty for what has nothing before it, or came within the same second.
 */
export function elapsedWords(before: Date | undefined, at: Date): string {
  const ms = before ? at.getTime() - before.getTime() : 0;
  const step = steps.find((one) => ms >= one.ms);
  if (!step) return "";
  const whole = Math.floor(ms / step.ms);
  const rest = step.part ? Math.floor((ms % step.ms) / step.partMs) : 0;
  const words = [counted(whole, step.name), ...(rest > 0 ? [counted(rest, step.part ?? "")] : [])];
  return `, ${words.join(" ")} later`;
}
