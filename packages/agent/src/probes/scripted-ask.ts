import type { Answer } from "./answer.ts";
import type { Ask } from "./reader.ts";

/** An `ask` that gives answers prepared by source id, and one and the same answer for every other source. */
export function scriptedAsk(answers: Readonly<Record<string, Answer>>, otherwise: Answer): Ask {
  return async (source) => (Object.hasOwn(answers, source.id) ? answers[source.id] : undefined) ?? otherwise;
}
