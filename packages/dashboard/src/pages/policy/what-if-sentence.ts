import type { WhatIfToday } from "@muster/shared/what-if.ts";

/** What a policy would do, in one sentence: `Of 394 machines 14 would newly fail, 3 be warned and 5 recover.` */
export function whatIfSentence({ machines, newlyFailing, newlyWarned, recovered }: WhatIfToday): string {
  const parts = [
    newlyFailing.count > 0 ? `${newlyFailing.count} would newly fail` : null,
    newlyWarned.count > 0 ? `${newlyWarned.count} would newly be warned of` : null,
    recovered.count > 0 ? `${recovered.count} would fail no rule any more` : null,
  ].filter((part) => part !== null);
  if (machines === 0) return "There is no machine yet that it could judge.";
  if (parts.length === 0) return `For none of ${machines} machines would anything change today.`;
  return `Of ${machines} machines ${parts.join(", ")}.`;
}
