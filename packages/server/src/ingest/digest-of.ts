import { createHash } from "node:crypto";
import { canonicalOutcomes, type OutcomesByProbe } from "@muster/shared/report.ts";

/** SHA-256 (hex) of the canonical outcomes: what an agent names when nothing has changed. */
export function digestOf(outcomes: OutcomesByProbe): string {
  return createHash("sha256").update(canonicalOutcomes(outcomes)).digest("hex");
}
