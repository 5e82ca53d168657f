import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { styles } from "./page-styles";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

type PageOptions = {
  title: string;
  /** Name of the stand-in, shown at the top as a link to "/". */
  site: string;
  nav?: { href: string; label: string }[];
  /** A sentence about what was just done. */
  notice?: string;
  body: Html;
};

/** A whole page: plain, light or dark as the reader prefers, usable at 375 px. Text is escaped. */
export function page(options: PageOptions): Html {
  const nav = (options.nav ?? []).map((link) => html`<a href="${link.href}">${link.label}</a>`);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${options.title} · ${options.site}</title>
<style>${styles}</style>
</head>
<body>
<header><a class="site" href="/">${options.site}</a><nav aria-label="Main">${nav}</nav></header>
<main>
<h1>${options.title}</h1>
${options.notice ? html`<p class="notice" role="status">${options.notice}</p>` : ""}
${options.body}
</main>
</body>
</html>`;
}

type FieldOptions = {
  label: string;
  name: string;
  value?: string | number;
  type?: "text" | "number" | "email";
  required?: boolean;
  hint?: string;
};

/** A labelled text field. */
export function field(options: FieldOptions): Html {
  const id = `field-${options.name}`;
  const hint = options.hint ? html`<small id="${id}-hint">${options.hint}</small>` : "";
  return html`<div class="field"><label for="${id}">${options.label}</label>
<input id="${id}" name="${options.name}" type="${options.type ?? "text"}" value="${options.value ?? ""}"
${options.required ? "required" : ""} ${options.hint ? html`aria-describedby="${id}-hint"` : ""}>${hint}</div>`;
}

type SelectOptions = {
  label: string;
  name: string;
  value?: string;
  options: readonly { value: string; label: string }[];
};

/** A labelled choice. */
export function select(choice: SelectOptions): Html {
  const id = `field-${choice.name}`;
  const options = choice.options.map(
    (option) =>
      html`<option value="${option.value}" ${option.value === choice.value ? "selected" : ""}>${option.label}</option>`,
  );
  return html`<div class="field"><label for="${id}">${choice.label}</label>
<select id="${id}" name="${choice.name}">${options}</select></div>`;
}

/** A labelled tick box; its value is "on". */
export function checkbox(box: { label: string; name: string; checked?: boolean }): Html {
  const id = `field-${box.name}`;
  return html`<div class="tick"><input id="${id}" name="${box.name}" type="checkbox" ${box.checked ? "checked" : ""}>
<label for="${id}">${box.label}</label></div>`;
}

/** A button that submits its form; "quiet" for the second choice, "danger" for what cannot be undone. */
export function button(label: string, look: "main" | "quiet" | "danger" = "main"): Html {
  return html`<button type="submit" class="${look}">${label}</button>`;
}

/** A form that posts to `action`. */
export function form(action: string, ...content: Html[]): Html {
  return html`<form method="post" action="${action}">${content}</form>`;
}

/** A short state in a coloured pill. */
export function badge(text: string, tone: "plain" | "good" | "warn" | "bad" = "plain"): Html {
  return html`<span class="badge ${tone}">${text}</span>`;
}

/** A table that scrolls by itself on a narrow screen, reachable by keyboard. */
export function table(options: { label: string; headings: string[]; rows: Html[] }): Html {
  const headings = options.headings.map((heading) => html`<th scope="col">${heading}</th>`);
  return html`<div class="scroll" role="region" aria-label="${options.label}" tabindex="0"><table>
<thead><tr>${headings}</tr></thead><tbody>${options.rows}</tbody></table></div>`;
}
