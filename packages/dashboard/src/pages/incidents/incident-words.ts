import type { IncidentEntry, IncidentStep } from "@muster/shared/incident.ts";

/** What each step of the response asks for. */
export const STEP_WORDS: Record<IncidentStep, { title: string; asks: string }> = {
  contain: { title: "Contain", asks: "Stop it from going on: revoke, disconnect, shut out." },
  assess: { title: "Assess", asks: "Find out what happened, since when, and what it touched." },
  notify: { title: "Notify", asks: "Tell whom it concerns and who has to know." },
  recover: { title: "Recover", asks: "Bring what was touched back to a known state." },
  review: { title: "Review", asks: "Write down what is done so that it does not happen again." },
};

/** What somebody did, as the timeline says it after their name. */
export function entrySentence({ act, detail, by }: Pick<IncidentEntry, "act" | "detail" | "by">): string {
  const who = by ?? "The server";
  const step = Object.entries(STEP_WORDS).find(([name]) => name === detail)?.[1].title ?? detail;
  switch (act) {
    case "open":
      return `${who} opened it`;
    case "acknowledge":
      return `${who} acknowledged it`;
    case "assign":
      return detail === null
        ? `${who} gave it back to nobody`
        : `${who} gave it to ${detail === by ? "themselves" : detail}`;
    case "note":
      return `${who} noted`;
    case "step":
      return `${who} did: ${step}`;
    case "undo-step":
      return `${who} took back: ${step}`;
    case "close":
      return `${who} closed it`;
    case "reopen":
      return `${who} opened it again`;
  }
}
