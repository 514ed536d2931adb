import type { FleetSummary } from "@muster/shared/api.ts";

/** A piece of the sentence; a figure carries the list that stands behind it. */
export type SentencePart = { text: string; list?: "compliant" | "all" | "open-flags" | "resolved-flags" };

/** The fleet in words that a manager could read aloud. */
export function fleetSentence(summary: FleetSummary): SentencePart[] {
  const { total, byStatus, openedLastDay, resolvedLastDay } = summary;
  if (total === 0) return [{ text: "No machine reports yet." }];
  const parts: SentencePart[] = [
    { text: String(byStatus.compliant), list: "compliant" },
    { text: " of " },
    { text: `${total} ${total === 1 ? "machine" : "machines"}`, list: "all" },
    { text: `${total === 1 ? " is" : " are"} compliant. ` },
  ];
  if (openedLastDay === 0 && resolvedLastDay === 0)
    return [...parts, { text: "No flag opened or resolved since yesterday." }];
  const opened: SentencePart =
    openedLastDay === 0 ? { text: "No flag" } : { text: flags(openedLastDay), list: "open-flags" };
  parts.push(opened, { text: " opened since yesterday" });
  if (resolvedLastDay > 0)
    parts.push({ text: ", " }, { text: String(resolvedLastDay), list: "resolved-flags" }, { text: " resolved" });
  return [...parts, { text: "." }];
}

function flags(count: number): string {
  return `${count} ${count === 1 ? "flag" : "flags"}`;
}
