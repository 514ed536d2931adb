import type { Incident, IncidentEntry, IncidentStep } from "@muster/shared/incident.ts";
import type { Severity } from "@muster/shared/rules.ts";
import type { Tone } from "../../theme/status.ts";

export const SEVERITY_TONES: Record<Severity, Tone> = { critical: "bad", high: "bad", medium: "warn", low: "none" };

export const STATE_LOOKS: Record<Incident["state"], { word: string; tone: Tone }> = {
  open: { word: "Open", tone: "bad" },
  acknowledged: { word: "Acknowledged", tone: "warn" },
  closed: { word: "Closed", tone: "none" },
};

/** What each step of the response asks. */
export const STEP_WORDS: Record<IncidentStep, { title: string; asks: string }> = {
  contain: { title: "Contain", asks: "What keeps it from getting worse? Cut off, retire, lock, change a password." },
  assess: { title: "Assess", asks: "What happened, since when, and what does it concern? Were people's data reached?" },
  notify: {
    title: "Notify",
    asks: "Who has to know? Management, the people concerned, the authority (GDPR: within 72 hours).",
  },
  recover: { title: "Recover", asks: "What brings things back to how they should be, and how is that known?" },
  review: { title: "Review", asks: "What made it possible, and what is changed so that it does not come again?" },
};

/** One entry of an incident's history, in the words that follow a name. */
export function entryInWords({ act, detail }: Pick<IncidentEntry, "act" | "detail">): string {
  switch (act) {
    case "open":
      return "opened it";
    case "acknowledge":
      return "acknowledged it";
    case "assign":
      return detail === null ? "gave it back to nobody" : `gave it to ${detail}`;
    case "note":
      return "wrote";
    case "step":
      return `did the step “${titleOf(detail)}”`;
    case "undo-step":
      return `took back the step “${titleOf(detail)}”`;
    case "close":
      return "closed it";
    case "reopen":
      return "opened it again";
  }
}

function titleOf(step: string | null): string {
  return Object.entries(STEP_WORDS).find(([id]) => id === step)?.[1].title ?? String(step);
}

/** How often something was seen, where that says anything. */
export function timesInWords(times: number): string {
  return times === 1 ? "seen once" : `seen ${times} times`;
}
