import type { FleetDay } from "@muster/shared/history.ts";
import { dayInWords } from "../../parts/relative-time.ts";
import { say } from "./words.ts";

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
  if (first === undefined || last === undefined || days.length < 2) return say.noTrend;
  const was = first.byStatus["non-compliant"] ?? 0;
  const is = last.byStatus["non-compliant"] ?? 0;
  const since = dayInWords(first.day);
  const changes = policyChanges(days).map((day) => day.policyVersion);
  const policy = changes.length === 0 ? "" : say.policyChanged(changes.length, changes.join(", "));
  return `${was === is ? say.stayed(is, since) : say.went(was, is, since)}${policy}`;
}
