import type { FleetDay } from "@muster/shared/history.ts";

/** Days on which another version of the policy judged than on the day before. */
export function policyChanges(days: readonly FleetDay[]): FleetDay[] {
  return days.filter((day, index) => {
    const before = days[index - 1];
    return before !== undefined && day.policyVersion !== null && day.policyVersion !== before.policyVersion;
  });
}

/** What the chart shows, in words: from where to where, and how often the policy changed. */
export function trendSentence(days: readonly FleetDay[]): string {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined || days.length < 2) return "A trend appears after a second day.";
  const [was, is] = [first, last].map((day) => day.byStatus["non-compliant"] ?? 0);
  const course = was === is ? `stayed at ${is}` : `went from ${was} to ${is}`;
  const changes = policyChanges(days).map((day) => day.policyVersion);
  const policy =
    changes.length === 0
      ? ""
      : ` The policy changed ${changes.length === 1 ? "once" : `${changes.length} times`}, to version ${changes.join(", ")}.`;
  return `Non-compliant machines ${course} since ${first.day}.${policy}`;
}
