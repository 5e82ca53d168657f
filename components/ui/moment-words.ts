/** How a person reads a moment: the language of the page, their own region, clock and zone. */
export type Reader = { locale: string; hourCycle: "h23" | "h12"; timeZone: string };

/** What the server shows before it knows the reader. */
export const anyReader: Reader = { locale: "en-GB", hourCycle: "h23", timeZone: "UTC" };

/** Whether a name of a language is one: Chromium on a machine without a locale asks for "en-US@posix". */
function isLanguage(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name).length > 0;
  } catch {
    return false;
  }
}

/**
 * The reader from the languages that their browser asks for, first choice first, and its zone. The
 * pages are English: the first kind of English that is asked for orders the date; the clock of 12 or
 * 24 hours is that of the first choice, whatever its language.
 */
export function readerOf(languages: readonly string[], timeZone?: string): Reader {
  const [first = anyReader.locale] = languages.filter(isLanguage);
  const own = new Intl.DateTimeFormat(first, { hour: "numeric", timeZone }).resolvedOptions();
  return {
    locale: languages.find((one) => /^en-[A-Z]{2}$/i.test(one)) ?? anyReader.locale,
    hourCycle: own.hour12 ? "h12" : "h23",
    timeZone: own.timeZone,
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** One for each reader: to make a format takes a hundred times as long as to use it. */
function formatFor({ locale, hourCycle, timeZone }: Reader): Intl.DateTimeFormat {
  const key = `${locale} ${hourCycle} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
    hourCycle,
    timeZone,
  });
  formats.set(key, made);
  return made;
}

/** Day, time to the minute and zone of a moment, such as "28 Nov 2026, 14:05 CET". */
export const exactWords = (at: Date, reader: Reader): string => formatFor(reader).format(at);
