"use client";
import { useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * False in the page as the server sent it and until its scripts run, true from then on. What a
 * person does to a control before that moment would be lost without a word.
 */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
