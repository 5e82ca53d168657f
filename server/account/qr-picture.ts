import qrcode from "qrcode-generator";

/** Light modules that a reader needs around a code (ISO/IEC 18004). */
const rim = 4;

/** A QR code of a text in UTF-8, level M, as the path of an SVG of `size` by `size` units, its rim included. */
export function qrPicture(text: string): { size: number; path: string } {
  const code = qrcode(0, "M");
  // The library takes each character as a byte.
  code.addData(Buffer.from(text, "utf8").toString("latin1"));
  code.make();
  const across = Array.from({ length: code.getModuleCount() }, (_, at) => at);
  const squares = across.flatMap((y) =>
    across.flatMap((x) => (code.isDark(y, x) ? [`M${x + rim} ${y + rim}h1v1h-1z`] : [])),
  );
  return { size: across.length + 2 * rim, path: squares.join("") };
}
