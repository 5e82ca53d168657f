export type Alert = { alert: string; expr: string; for: string; severity: string; runbook: string };

/** The keys that an alert of docs/operations/alerts.yml has, each on a line of its own. */
const line = /^\s+(?:- )?(alert|expr|for|severity|runbook): (.+)$/;

/**
 * The alerts of a file of rules that keeps to one key a line; `promtool check rules` is what knows
 * YAML and PromQL.
 * @throws Error for an alert that lacks one of the five
 */
export function readAlerts(text: string): Alert[] {
  const alerts: Partial<Alert>[] = [];
  for (const row of text.split("\n")) {
    const [, key, value] = line.exec(row) ?? [];
    if (!key || !value) continue;
    if (key === "alert") alerts.push({});
    Object.assign(alerts.at(-1) ?? {}, { [key]: value.trim() });
  }
  return alerts.map((given) => {
    const { alert, expr, severity, runbook } = given;
    if (!alert || !expr || !given.for || !severity || !runbook)
      throw new Error(`The alert ${alert} lacks expr, for, severity or runbook.`);
    return { alert, expr, for: given.for, severity, runbook };
  });
}

/** Names of metrics in a PromQL expression, without labels, functions and words of the language. */
export function metricsIn(expr: string): string[] {
  const bare = expr
    .replace(/"(?:[^"\\]|\\.)*"/g, "")
    .replace(/\{[^}]*\}/g, "")
    .replace(/\[[^\]]*\]/g, "")
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, "");
  const names = bare.match(/[a-zA-Z_:][\w:]*(?!\w*\s*\()/g) ?? [];
  return names.filter(
    (name) => /_|^up$/.test(name) && !/^(histogram_quantile|group_left)$/.test(name),
  );
}

/** Label matchers in an expression: metric, label and the text or pattern that it is compared with. */
export const matchersIn = (expr: string): { metric: string; label: string; pattern: string }[] =>
  [...expr.matchAll(/([a-zA-Z_:][\w:]*)\{([^}]*)\}/g)].flatMap(([, metric = "", inside = ""]) =>
    [...inside.matchAll(/(\w+)(?:=~|!~|!=|=)"([^"]*)"/g)].map(([, label = "", pattern = ""]) => ({
      metric,
      label,
      pattern,
    })),
  );
