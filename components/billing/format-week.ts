const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const dayAndYear = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const monthAndYear = new Intl.DateTimeFormat("en-GB", {
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** "16 Nov to 22 Nov 2026". Days of the calendar: no zone plays a part. */
export const formatWeek = ({ monday, sunday }: { monday: string; sunday: string }): string =>
  `${day.format(new Date(monday))} to ${dayAndYear.format(new Date(sunday))}`;

/** "16 Nov 2026" of a day such as "2026-11-16". */
export const formatDay = (of: string): string => dayAndYear.format(new Date(of));

/** "16 Nov 2026" of an instant, as the calendar of a zone has it. */
export const formatInstant = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone,
  }).format(at);

/** "November 2026" of "2026-11". */
export const formatMonth = (month: string): string => monthAndYear.format(new Date(`${month}-01`));
