import { PROBES } from "@muster/shared/facts/index.ts";
import type { MachineEvent } from "@muster/shared/history.ts";
import { RULE_TITLES } from "@muster/shared/rules.ts";
import { MACHINE_LOOKS, REACHABILITY_LOOKS, VERDICT_LOOKS } from "../../theme/status.ts";

const PARTINGS = {
  asleep: "It was put to sleep.",
  "shut-down": "It was shut down.",
  stopped: "Its agent was stopped.",
  removed: "Its agent was removed.",
  lost: "The line to it broke.",
  "server-stopped": "The server was stopped.",
} as const;

/** What happened to a machine, in one sentence. */
export function eventSentence(event: MachineEvent): string {
  switch (event.kind) {
    case "enrolled":
      return "It was enrolled.";
    case "facts":
      return event.summary === null
        ? `${PROBES[event.probe].title}: something differs from before.`
        : `${PROBES[event.probe].title} could not be read: ${event.summary}`;
    case "verdict":
      return event.to === null
        ? `${RULE_TITLES[event.rule]}: ${event.sentence}`
        : `${RULE_TITLES[event.rule]}, ${VERDICT_LOOKS[event.to].word.toLowerCase()}: ${event.sentence}`;
    case "status":
      return `It became ${MACHINE_LOOKS[event.to].word.toLowerCase()}: ${event.sentence}`;
    case "flag-opened":
      return `Flag opened, ${RULE_TITLES[event.rule]}: ${event.sentence}`;
    case "flag-resolved":
      return `Flag resolved, ${RULE_TITLES[event.rule]}.`;
    case "flag-worked":
      return `${RULE_TITLES[event.rule]}: ${event.sentence}`;
    case "waiver":
    case "identity":
      return event.sentence;
    case "parted":
      return PARTINGS[event.how];
    case "returned":
      return "It came back.";
    case "reachability":
      return `It became ${REACHABILITY_LOOKS[event.to].word.toLowerCase()}.`;
    case "policy":
      return `Version ${event.version} of the policy judges it.`;
    case "reports-dropped":
      return droppedSentence(event);
    case "tags":
      return [
        event.added.length > 0 && `${event.by} gave it the tag ${event.added.join(", ")}.`,
        event.removed.length > 0 && `${event.by} took the tag ${event.removed.join(", ")} from it.`,
      ]
        .filter(Boolean)
        .join(" ");
    case "retired":
      return `${event.by} retired it.`;
  }
}

const WHY_DROPPED = {
  full: "there was no more room for them on its disk",
  old: "they had waited too long for the server",
  damaged: "its disk had not kept them",
} as const;

function droppedSentence({ first, last, form, why }: Extract<MachineEvent, { kind: "reports-dropped" }>): string {
  const count = last - first + 1;
  const what = form === "unchanged" ? "that said nothing had changed " : "";
  const number = count === 1 ? `report ${first}` : `${count} reports (${first} to ${last})`;
  return `It gave up ${number} ${what}before they reached the server: ${WHY_DROPPED[why]}.`;
}
