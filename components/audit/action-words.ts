const names: Record<string, string> = { cartoncloud: "CartonCloud" };

/** "integration.status_changed" as people read it: "Integration: status changed". */
export function actionWords(action: string): string {
  const [subject = "", ...verb] = action.replaceAll("_", " ").split(".");
  const name = names[subject] ?? subject.charAt(0).toUpperCase() + subject.slice(1);
  return verb.length > 0 ? `${name}: ${verb.join(" ")}` : name;
}
