import type { KeyboardEvent } from "react";

const itemsOf = (list: HTMLElement | null) => [
  ...(list?.querySelectorAll<HTMLElement>('[role="menuitem"]:not([aria-disabled])') ?? []),
];

/** Focuses an end of a menu once its items are drawn. */
export function focusItem(list: HTMLElement | null, end: "first" | "last"): void {
  requestAnimationFrame(() =>
    itemsOf(list)
      .at(end === "first" ? 0 : -1)
      ?.focus(),
  );
}

/** The keys of a menu as people know them: arrows, Home, End, Enter, Space, Tab, first letters. */
export function keyOfMenu(event: KeyboardEvent<HTMLElement>, trigger: HTMLElement | null): void {
  const list = event.currentTarget;
  const items = itemsOf(list);
  const at = items.findIndex((item) => item.matches(":focus"));
  const after = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  const to = (item: HTMLElement | undefined) => {
    event.preventDefault();
    item?.focus();
  };
  if (event.key === "ArrowDown") to(after[0]);
  else if (event.key === "ArrowUp") to(at > 0 ? items[at - 1] : items.at(-1));
  else if (event.key === "Home") to(items[0]);
  else if (event.key === "End") to(items.at(-1));
  else if (event.key === "Tab") {
    list.hidePopover();
    trigger?.focus();
  } else if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    items[at]?.click();
  } else if (/^\S$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const letter = event.key.toLowerCase();
    to(after.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter)));
  }
}

/** Puts an open menu below its button, ends flush, within the window by 8 px. */
export function placeBelow(list: HTMLElement, trigger: HTMLElement | null): void {
  const button = trigger?.getBoundingClientRect();
  if (!button) return;
  const { width, height } = list.getBoundingClientRect();
  const left = Math.min(Math.max(8, button.right - width), window.innerWidth - width - 8);
  const below = button.bottom + 6;
  const fits = below + height <= window.innerHeight - 8 || button.top < height + 14;
  list.style.left = `${left}px`;
  list.dataset.placed = "";
  list.style.top = `${fits ? below : button.top - height - 6}px`;
}
