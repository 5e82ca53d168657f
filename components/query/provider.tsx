"use client";
import type { ReactNode } from "react";
import { createContext, useContext, useEffect, useMemo, useState } from "react";
import type { Loaded, Store } from "./store";
import { createStore } from "./store";

const StoreContext = createContext<Store | null>(null);

export function useQueryClient(): Store {
  const store = useContext(StoreContext);
  if (!store) throw new Error("Queries and mutations stand inside <ApiProvider>.");
  return store;
}

/** Gives the components below their queries and mutations, and tells `onFailure` of what fails. */
export function QueryProvider({
  onFailure,
  children,
}: {
  onFailure: (error: unknown) => void;
  children: ReactNode;
}) {
  const [store] = useState(() => createStore(onFailure));
  return <StoreContext value={store}>{children}</StoreContext>;
}

/** Hands what a page loaded to the components inside, so that they have it at the first paint. */
export function Hydrate({ loaded, children }: { loaded: readonly Loaded[]; children: ReactNode }) {
  const store = useQueryClient();
  useMemo(() => store.fill(loaded, "missing"), [store, loaded]);
  // What is on the page already changes only once the new page is drawn.
  useEffect(() => store.fill(loaded, "older"), [store, loaded]);
  return children;
}
