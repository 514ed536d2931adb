import type { ExplainedVerdict } from "@muster/shared/api.ts";
import { exactTime } from "../../parts/relative-time.ts";

/** Why a failure is not flagged: it may still be mended quietly, or it is accepted for a while. Null for anything else. */
export function standingOf({
  waiver,
  isInGrace,
  graceEndsAt,
}: Pick<ExplainedVerdict, "waiver" | "isInGrace" | "graceEndsAt">): string | null {
  if (waiver !== null) return `accepted by a waiver until ${exactTime(Date.parse(waiver.endsAt))}`;
  if (!isInGrace) return null;
  if (graceEndsAt === null) return "in grace until the machine is back and has had time to catch up";
  return `in grace until ${exactTime(Date.parse(graceEndsAt))}`;
}
