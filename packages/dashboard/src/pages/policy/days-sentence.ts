import type { WhatIfDay } from "@muster/shared/what-if.ts";

/** `On 12 of 30 days more machines would have failed, at most 14 more (18 Nov).` */
export function daysSentence(days: readonly WhatIfDay[]): string {
  const judged = days.filter((day) => day.machines > 0);
  if (judged.length === 0) return "No machine had been enrolled by then.";
  const more = judged.filter((day) => day.failingAfter > day.failingBefore);
  const fewer = judged.filter((day) => day.failingAfter < day.failingBefore);
  if (more.length === 0 && fewer.length === 0) return "On none of them would more or fewer machines have failed.";
  const parts = [];
  if (more.length > 0) parts.push(`on ${more.length} of ${judged.length} days more machines would have failed`);
  if (fewer.length > 0) parts.push(`on ${fewer.length} fewer`);
  const text = parts.join(", ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
