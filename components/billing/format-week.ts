const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const dayAndYear = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** "16 Nov to 22 Nov 2026". Days of the calendar: no zone plays a part. */
export const formatWeek = ({ monday, sunday }: { monday: string; sunday: string }): string =>
  `${day.format(new Date(monday))} to ${dayAndYear.format(new Date(sunday))}`;
