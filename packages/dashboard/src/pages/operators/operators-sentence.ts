import type { Operator } from "@muster/shared/api.ts";

/** Who may sign in, as somebody would say it aloud. */
export function operatorsSentence(operators: readonly Operator[]): string {
  const active = operators.filter((each) => !each.isDisabled);
  const owners = active.filter((each) => each.role === "owner").length;
  const people = active.length === 1 ? "One person may sign in" : `${active.length} people may sign in`;
  const deciders = owners === 1 ? "one of them decides who" : `${owners} of them decide who`;
  if (active.length === 1) return `${people}, and decides who else may.`;
  return `${people}; ${deciders}.${owners === 1 ? " Make a second owner, so that access does not hang on one person." : ""}`;
}
