import { isBreached } from "./breached-passwords";

/** Beginnings of the passwords that are tried first, without their digits and signs. */
const common = [
  "password",
  "passwort",
  "passwd",
  "letmein",
  "welcome",
  "qwerty",
  "qwertz",
  "azerty",
  "asdf",
  "zxcv",
  "iloveyou",
  "sunshine",
  "princess",
  "football",
  "baseball",
  "superman",
  "batman",
  "dragon",
  "monkey",
  "master",
  "shadow",
  "trustno",
  "admin",
  "administrator",
  "changeme",
  "default",
  "secret",
  "summer",
  "winter",
  "spring",
  "autumn",
  "warehouse",
  "cartoncloud",
  "etsy",
  "logistics",
];

const rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm"];
const walks = rows.flatMap((row) => [row, [...row].reverse().join("")]);

/** Digits and signs that stand for letters. */
const spelled: Record<string, string> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s" };
const asLetters = (text: string): string =>
  text
    .replaceAll("@", "a")
    .replaceAll("$", "s")
    .replaceAll(/[01345]/g, (digit) => spelled[digit] ?? digit)
    .replaceAll(/[^\p{L}]/gu, "");

const onlyLetters = (text: string): string => text.replaceAll(/[^\p{L}]/gu, "");

/** Whether nothing but these words, in a row, is left of the text. */
const madeOf = (text: string, words: readonly string[]): boolean => {
  let rest = text;
  for (const word of [...words].sort((a, b) => b.length - a.length))
    rest = rest.replaceAll(word, "");
  return rest.length < 3;
};

/**
 * Why a password would be guessed, in a sentence with what to do; null for one that would not. Length
 * is the schema's business, and no kind of sign is asked for.
 * `about` are words that stand near the person: address, name.
 */
export function weakness(password: string, about: readonly string[]): string | null {
  const text = password.toLowerCase();
  const signs = new Set(text);
  if (signs.size < 5)
    return "This password repeats a few characters. Use several words that do not belong together.";
  if (/^(.{1,6}?)\1+.{0,3}$/u.test(text))
    return "This password repeats itself. Use several words that do not belong together.";
  const letters = [onlyLetters(text), asLetters(text)];
  const walked = [text, ...letters].filter((form) => form.length > 3);
  if (walks.some((walk) => walked.some((form) => walk.includes(form))))
    return "This password follows the keyboard or the alphabet. Use several words that do not belong together.";
  const near = about
    .flatMap((words) => words.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length > 2)
    .map(onlyLetters);
  if (letters.some((form) => form.length > 0 && madeOf(form, near)))
    return "This password is made of your name or address. Use several words that say nothing about you.";
  if (letters.some((form) => madeOf(form, [...common, ...near])))
    return "This password is among those that are tried first. Use several words that do not belong together.";
  if (isBreached(password))
    return "This password is known from stolen lists, which are tried first. Use several words that do not belong together.";
  return null;
}
