/** An amount in minor units as people and spreadsheets write it: -5 becomes "-0.05". */
export function decimalAmount(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(3, "0");
  return `${minor < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
