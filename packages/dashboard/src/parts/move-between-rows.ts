import type { KeyboardEvent } from "react";

const STEPS: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** Moves the focus between the links that stand for a table's rows: arrows, or j and k. Enter is the link's own. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row-link]")];
  const row = event.target instanceof Element ? event.target.closest("tr") : null;
  const at = links.findIndex((link) => row?.contains(link));
  const next = links[at + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
