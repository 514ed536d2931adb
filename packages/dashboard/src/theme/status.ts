import type { MachineStatus, Reachability, Verdict } from "@muster/shared/verdict.ts";
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconClockHour4,
  IconHelpCircle,
  IconMoon,
  IconShieldCheck,
  type TablerIcon,
} from "@tabler/icons-react";
import { say } from "../words/common/words.ts";
import type { Contrast } from "./contrast.ts";

/** A tone's colours in one scheme: `ink` for words and icons, `tint` behind them, `fill` for bars. */
type Shades = { ink: string; tint: string; fill: string };
export type Tone = "good" | "bad" | "warn" | "unknown" | "none";

export type Scheme = "light" | "dark";

/** Each ink has a contrast of 4.5 or more on its tint and on every surface of its scheme (WCAG AA). */
const TONES: Record<Tone, Record<Scheme, Shades>> = {
  good: {
    light: { ink: "#14713a", tint: "#e5f5eb", fill: "#2f9e57" },
    dark: { ink: "#5fd38a", tint: "#16301f", fill: "#3aa864" },
  },
  bad: {
    light: { ink: "#b42318", tint: "#fdecea", fill: "#d92d20" },
    dark: { ink: "#ff8f85", tint: "#3d1a18", fill: "#ef5b4f" },
  },
  warn: {
    light: { ink: "#855200", tint: "#fdf1d8", fill: "#d98e04" },
    dark: { ink: "#f2bd54", tint: "#362810", fill: "#d99a1c" },
  },
  unknown: {
    light: { ink: "#6336b8", tint: "#f0eafc", fill: "#7c56d6" },
    dark: { ink: "#bea6fa", tint: "#2a2140", fill: "#8f6ee6" },
  },
  none: {
    light: { ink: "#515962", tint: "#edeff2", fill: "#a3abb5" },
    dark: { ink: "#aab2bd", tint: "#2a2e34", fill: "#5d656f" },
  },
};

/** As {@link TONES} for whoever needs more: inks of 7 or more (WCAG AAA), fills of 3 or more beside their surface. */
const STRONG_TONES: Record<Tone, Record<Scheme, Shades>> = {
  good: {
    light: { ink: "#0a4f26", tint: "#ffffff", fill: "#14713a" },
    dark: { ink: "#8af0b0", tint: "#000000", fill: "#5fd38a" },
  },
  bad: {
    light: { ink: "#8a120a", tint: "#ffffff", fill: "#b42318" },
    dark: { ink: "#ffb4ad", tint: "#000000", fill: "#ff8f85" },
  },
  warn: {
    light: { ink: "#5f3a00", tint: "#ffffff", fill: "#855200" },
    dark: { ink: "#ffd27a", tint: "#000000", fill: "#f2bd54" },
  },
  unknown: {
    light: { ink: "#46218c", tint: "#ffffff", fill: "#6336b8" },
    dark: { ink: "#d6c6ff", tint: "#000000", fill: "#bea6fa" },
  },
  none: {
    light: { ink: "#33393f", tint: "#ffffff", fill: "#515962" },
    dark: { ink: "#d5dae0", tint: "#000000", fill: "#aab2bd" },
  },
};

export type StatusLook = { readonly word: string; icon: TablerIcon; tone: Tone };

/** A look whose word is said in the language of the moment. */
export function lookOf(icon: TablerIcon, tone: Tone, word: () => string): StatusLook {
  return {
    icon,
    tone,
    get word() {
      return word();
    },
  };
}

export const MACHINE_LOOKS: Record<MachineStatus, StatusLook> = {
  "non-compliant": lookOf(IconAlertOctagon, "bad", () => say.machineStatus["non-compliant"]),
  unknown: lookOf(IconHelpCircle, "unknown", () => say.machineStatus.unknown),
  "in-grace": lookOf(IconClockHour4, "warn", () => say.machineStatus["in-grace"]),
  "accepted-risk": lookOf(IconShieldCheck, "warn", () => say.machineStatus["accepted-risk"]),
  "not-covered": lookOf(IconCircleDashed, "none", () => say.machineStatus["not-covered"]),
  compliant: lookOf(IconCircleCheck, "good", () => say.machineStatus.compliant),
};

export const VERDICT_LOOKS: Record<Verdict["status"], StatusLook> = {
  fail: lookOf(IconAlertOctagon, "bad", () => say.verdict.fail),
  unknown: lookOf(IconHelpCircle, "unknown", () => say.verdict.unknown),
  warn: lookOf(IconAlertTriangle, "warn", () => say.verdict.warn),
  pass: lookOf(IconCircleCheck, "good", () => say.verdict.pass),
  "not-applicable": lookOf(IconCircleDashed, "none", () => say.verdict["not-applicable"]),
};

/** Apart from the live connection: how long a machine has been out of reach. */
export const REACHABILITY_LOOKS: Record<Reachability, StatusLook> = {
  online: lookOf(IconCircleCheck, "good", () => say.reachability.online),
  asleep: lookOf(IconMoon, "none", () => say.reachability.asleep),
  away: lookOf(IconCircleDashed, "none", () => say.reachability.away),
  overdue: lookOf(IconAlertTriangle, "warn", () => say.reachability.overdue),
  missing: lookOf(IconAlertOctagon, "bad", () => say.reachability.missing),
};

/** The order in which people want to see them: what needs a hand first. */
export const MACHINE_STATUSES: readonly MachineStatus[] = [
  "non-compliant",
  "unknown",
  "in-grace",
  "accepted-risk",
  "not-covered",
  "compliant",
];
export const VERDICT_STATUSES: readonly Verdict["status"][] = ["fail", "unknown", "warn", "pass", "not-applicable"];

export function toneVariable(tone: Tone, shade: keyof Shades): string {
  return `var(--tone-${tone}-${shade})`;
}

/** The CSS variables of every tone in one scheme. */
export function toneVariables(scheme: Scheme, contrast: Contrast = "usual"): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [tone, schemes] of Object.entries(contrast === "more" ? STRONG_TONES : TONES)) {
    for (const [shade, colour] of Object.entries(schemes[scheme])) variables[`--tone-${tone}-${shade}`] = colour;
  }
  return variables;
}
