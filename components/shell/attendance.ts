/** After so long without a key, a click or a movement nobody sits before the page, in milliseconds. */
const leftAfterMs = 5 * 60_000;

const signs = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"] as const;

let lastSign = Date.now();
const noteSign = () => {
  lastSign = Date.now();
};

/** Whether nobody has touched this page for five minutes. */
export const isUnattended = (): boolean => Date.now() - lastSign > leftAfterMs;

/** Begins to look for signs of a person. @returns what ends it. */
export function watchAttendance(): () => void {
  noteSign();
  const how = { passive: true, capture: true };
  for (const sign of signs) window.addEventListener(sign, noteSign, how);
  return () => {
    for (const sign of signs) window.removeEventListener(sign, noteSign, how);
  };
}
