/** The rule for part weeks, wherever a price is shown or set. */
export function PartWeekRule({ timeZone }: { timeZone: string }) {
  return (
    <>
      A week begins on Monday at 00:00 in {timeZone.replaceAll("_", " ")} and ends when the next one
      begins, also where the clocks change. An integration counts for the whole week if it was
      active at any moment of it, from its activation until it is deleted: the first and the last
      week are charged in full. Pausing, reconnecting and reconfiguring change nothing.
    </>
  );
}
