import type { MachineEvent } from "@muster/shared/history.ts";
import { MACHINE_LOOKS, REACHABILITY_LOOKS, VERDICT_LOOKS } from "../../theme/status.ts";
import { say as common } from "../../words/common/words.ts";
import { say } from "./words.ts";

/** What happened to a machine, in one sentence. */
export function eventSentence(event: MachineEvent): string {
  switch (event.kind) {
    case "enrolled":
      return say.event.enrolled;
    case "facts":
      return event.summary === null
        ? say.event.factsDiffer(common.probes[event.probe])
        : say.event.factsUnread(common.probes[event.probe], event.summary);
    case "verdict":
      return event.to === null
        ? say.event.verdict(common.rules[event.rule], event.sentence)
        : say.event.verdictTo(common.rules[event.rule], VERDICT_LOOKS[event.to].word, event.sentence);
    case "status":
      return say.event.status(MACHINE_LOOKS[event.to].word, event.sentence);
    case "flag-opened":
      return say.event.flagOpened(common.rules[event.rule], event.sentence);
    case "flag-resolved":
      return say.event.flagResolved(common.rules[event.rule]);
    case "flag-worked":
      return say.event.verdict(common.rules[event.rule], event.sentence);
    case "waiver":
    case "identity":
      return event.sentence;
    case "parted":
      return say.parted[event.how];
    case "returned":
      return say.event.returned;
    case "reachability":
      return say.event.reachability(REACHABILITY_LOOKS[event.to].word);
    case "policy":
      return say.event.policy(event.version);
    case "reports-dropped":
      return droppedSentence(event);
    case "tags":
      return [
        event.added.length > 0 && say.event.tagsGiven(event.by, event.added.join(", ")),
        event.removed.length > 0 && say.event.tagsTaken(event.by, event.removed.join(", ")),
      ]
        .filter(Boolean)
        .join(" ");
    case "retired":
      return say.event.retired(event.by);
  }
}

function droppedSentence({ first, last, form, why }: Extract<MachineEvent, { kind: "reports-dropped" }>): string {
  const count = last - first + 1;
  const [one, many] =
    form === "unchanged"
      ? [say.event.unchangedReport, say.event.unchangedReports]
      : [say.event.report, say.event.reports];
  return say.event.dropped(count === 1 ? one(first) : many(count, first, last), say.event.whyDropped[why]);
}
