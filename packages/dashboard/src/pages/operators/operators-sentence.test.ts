import type { Operator } from "@muster/shared/api.ts";
import { expect, it } from "vitest";
import { operatorsSentence } from "./operators-sentence.ts";

function person(role: Operator["role"], isDisabled = false): Operator {
  const at = "2026-11-24T08:00:00.000Z";
  return {
    id: role,
    name: role,
    role,
    isDisabled,
    createdAt: at,
    createdBy: "console",
    lastSignInAt: null,
    sessions: 0,
  };
}

it.each([
  [[person("owner")], "One person may sign in, and decides who else may."],
  [
    [person("owner"), person("viewer"), person("admin", true)],
    "2 people may sign in; one of them decides who. Make a second owner, so that access does not hang on one person.",
  ],
  [[person("owner"), person("owner"), person("viewer")], "3 people may sign in; 2 of them decide who."],
])("counts who may sign in, and warns of a single owner (%#)", (operators, sentence) => {
  expect(operatorsSentence(operators)).toBe(sentence);
});
