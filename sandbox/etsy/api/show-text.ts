const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "\u201c": "&ldquo;",
  "\u201d": "&rdquo;",
};

/** Text as Etsy's answers carry it: with HTML entities. Fact: etsy §4, a parcel was lost over one. */
export function encodeText(text: string): string {
  return text.replace(/[&<>"'\u201c\u201d]/g, (sign) => entities[sign] ?? sign);
}

export function encodeOptional(text: string | null): string | null {
  return text === null ? null : encodeText(text);
}
