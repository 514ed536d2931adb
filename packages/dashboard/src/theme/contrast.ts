import { useSyncExternalStore } from "react";
import { z } from "zod";

/** What one has chosen: as the system says, or strong in any case. */
export const CONTRAST_CHOICES = ["auto", "more"] as const;
const Choice = z.enum(CONTRAST_CHOICES).catch("auto");
export type ContrastChoice = z.infer<typeof Choice>;

export type Contrast = "usual" | "more";

const KEY = "muster-contrast";
const system = window.matchMedia("(prefers-contrast: more)");
const listeners = new Set<() => void>();

function chosen(): ContrastChoice {
  try {
    return Choice.parse(localStorage.getItem(KEY));
  } catch {
    // Storage may be blocked; the system's word is then all there is.
    return "auto";
  }
}

let choice = chosen();
const inForce = (): Contrast => (choice === "more" || system.matches ? "more" : "usual");

function tell(): void {
  // For what is said in CSS alone: outlines and underlines.
  document.documentElement.setAttribute("data-contrast", inForce());
  for (const listener of listeners) listener();
}
system.addEventListener("change", tell);
tell();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function setContrast(next: ContrastChoice): void {
  choice = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // It then lasts as long as the page does.
  }
  tell();
}

/** The contrast to show: the system's, unless strong contrast was chosen here. */
export function useContrast(): Contrast {
  return useSyncExternalStore(subscribe, inForce);
}

export function useContrastChoice(): ContrastChoice {
  return useSyncExternalStore(subscribe, () => choice);
}
