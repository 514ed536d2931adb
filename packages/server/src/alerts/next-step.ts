import type { AlertSettings } from "@muster/shared/alert.ts";
import type { AlertRow } from "../store/alert-tables.ts";

export type AlertKind = "opened" | "grew" | "reminder" | "escalated" | "healed";

type Lived = Pick<
  AlertRow,
  | "opened_at"
  | "told_at"
  | "last_told_at"
  | "told_machines"
  | "acknowledged_at"
  | "escalated_at"
  | "healing_since"
  | "healed_at"
>;

const MINUTE_MS = 60_000;

/** An alert that has this many times the machines that were told has grown. */
const GROWTH = 1.5;

/**
 * What becomes of an alert at an instant, given how many machines fail now: what to change, and what to tell. One that heals
 * before it was told is never told; a recovery must last as well, so that flapping tells nothing. Pure.
 */
export function nextStep(
  alert: Lived,
  present: number,
  settings: AlertSettings,
  now: number,
): { change: Partial<Lived>; tell: AlertKind | null } {
  const debounceMs = settings.debounceMinutes * MINUTE_MS;
  if (present === 0) {
    if (alert.told_at === null) return { change: { healed_at: now }, tell: null };
    if (alert.healing_since === null) return { change: { healing_since: now }, tell: null };
    if (now - alert.healing_since < debounceMs) return { change: {}, tell: null };
    return { change: { healed_at: now }, tell: "healed" };
  }
  const back = alert.healing_since === null ? {} : { healing_since: null };
  const told = { ...back, last_told_at: now, told_machines: present };
  if (alert.told_at === null || alert.last_told_at === null) {
    if (now - alert.opened_at < debounceMs) return { change: back, tell: null };
    return { change: { ...told, told_at: now }, tell: "opened" };
  }
  const sinceTold = now - alert.last_told_at;
  if (present >= alert.told_machines * GROWTH && sinceTold >= settings.growMinutes * MINUTE_MS) {
    return { change: told, tell: "grew" };
  }
  if (alert.acknowledged_at === null) {
    if (alert.escalated_at === null && now - alert.told_at >= settings.escalateMinutes * MINUTE_MS) {
      return { change: { ...told, escalated_at: now }, tell: "escalated" };
    }
    if (sinceTold >= settings.resendHours * 60 * MINUTE_MS) return { change: told, tell: "reminder" };
  }
  return { change: back, tell: null };
}
