/** Asked less often than this, a text costs a connection more to keep than to read anew. */
const oftenAfter = 10;
/** Texts that a process has its connections keep at most; what is left of the pool's memory is for rows. */
const mostKept = 150;
/** Texts that are counted at a time: a list of ids of another length is another text. */
const mostCounted = 1000;

const kept = new Set<string>();
let counted = new Map<string, number>();

/**
 * Whether a statement is asked so often that each connection had better keep it prepared: PostgreSQL
 * then reads its text once, and the driver need not ask first which types it takes. Counts this time.
 */
export function isOften(text: string): boolean {
  if (kept.has(text)) return true;
  if (kept.size >= mostKept) return false;
  const times = (counted.get(text) ?? 0) + 1;
  if (times >= oftenAfter) {
    counted.delete(text);
    kept.add(text);
    return true;
  }
  if (counted.size >= mostCounted) counted = new Map();
  counted.set(text, times);
  return false;
}
