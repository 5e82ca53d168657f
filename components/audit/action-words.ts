const names: Record<string, string> = { cartoncloud: "CartonCloud" };

/** What an action is about: "integration" of "integration.status_changed". */
const kindOf = (action: string): string => action.split(".")[0] ?? action;

/** "order_link" as people read it: "Order link". */
export function kindWords(kind: string): string {
  const words = kind.replaceAll("_", " ");
  return names[kind] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** "integration.status_changed" as people read it: "Integration: status changed". */
export function actionWords(action: string): string {
  const kind = kindOf(action);
  const verb = action.slice(kind.length + 1).replaceAll(/[._]/g, " ");
  return verb ? `${kindWords(kind)}: ${verb}` : kindWords(kind);
}

/** Actions by what they are about, in their order. */
export function kindsOf(actions: readonly string[]): { kind: string; actions: string[] }[] {
  const kinds = new Map<string, string[]>();
  for (const action of actions)
    kinds.set(kindOf(action), [...(kinds.get(kindOf(action)) ?? []), action]);
  return [...kinds].map(([kind, own]) => ({ kind, actions: own }));
}
