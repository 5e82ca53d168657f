import type { ClassValue } from "clsx";
import { clsx } from "clsx";

/**
 * Joins class names. Two that set the same property must not meet: which of them wins is left to the
 * order of the stylesheet. The browser tests look for such pairs on every page.
 */
export const cn = (...inputs: ClassValue[]): string => clsx(inputs);
