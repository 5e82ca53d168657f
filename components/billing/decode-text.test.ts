import { expect, it } from "vitest";
import { decodeText } from "./decode-text";

const text = "integration,amount\nCafé,10.00";
const utf16 = Buffer.from(`\uFEFF${text}`, "utf16le");

it.each([
  ["UTF-8", Buffer.from(text)],
  ["UTF-8 with its mark", Buffer.from(`\uFEFF${text}`)],
  ["UTF-16, little end first", utf16],
  ["UTF-16, big end first", Buffer.from(utf16).swap16()],
  ["Windows-1252", Buffer.from(text, "latin1")],
])("reads a file in %s", (_name, bytes) => {
  expect(decodeText(bytes)).toBe(text);
});
