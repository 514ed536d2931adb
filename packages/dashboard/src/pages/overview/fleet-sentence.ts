import type { FleetSummary } from "@muster/shared/api.ts";
import { inNumber } from "../../words/spoken.ts";
import { say } from "./words.ts";

/** A piece of the sentence; a figure carries the list that stands behind it. */
export type SentencePart = { text: string; list?: "compliant" | "all" | "open-flags" | "resolved-flags" };

/** The fleet in words that a manager could read aloud. */
export function fleetSentence(summary: FleetSummary): SentencePart[] {
  const { total, byStatus, openedLastDay, resolvedLastDay } = summary;
  if (total === 0) return [{ text: say.noMachine }];
  const figures: Record<string, SentencePart> = {
    good: { text: inNumber(byStatus.compliant), list: "compliant" },
    all: { text: say.all(total), list: "all" },
    opened: { text: say.flags(openedLastDay), list: "open-flags" },
    resolved: { text: inNumber(resolvedLastDay), list: "resolved-flags" },
  };
  const opened = openedLastDay === 0 ? say.noneOpened : say.opened(openedLastDay);
  const resolved = resolvedLastDay === 0 ? "" : say.resolved(resolvedLastDay);
  const changes = openedLastDay === 0 && resolvedLastDay === 0 ? say.quiet : `${opened}${resolved}.`;
  return pieces(`${say.compliant(total)}${changes}`, figures);
}

/** Cuts a sentence at its figures, which each language places where it needs them. */
function pieces(sentence: string, figures: Record<string, SentencePart>): SentencePart[] {
  return sentence
    .split(/\{(\w+)\}/)
    .map((piece, index) => (index % 2 === 1 ? figures[piece] : undefined) ?? { text: piece })
    .filter(({ text }) => text !== "");
}
