import type { ExplainedVerdict } from "@muster/shared/api.ts";
import { exactTime } from "../../parts/relative-time.ts";
import { say } from "./words.ts";

/** Why a failure is not flagged: it may still be mended quietly, or it is accepted for a while. Null for anything else. */
export function standingOf({
  waiver,
  isInGrace,
  graceEndsAt,
}: Pick<ExplainedVerdict, "waiver" | "isInGrace" | "graceEndsAt">): string | null {
  if (waiver !== null) return say.waivedUntil(exactTime(Date.parse(waiver.endsAt)));
  if (!isInGrace) return null;
  if (graceEndsAt === null) return say.graceUntilBack;
  return say.graceUntil(exactTime(Date.parse(graceEndsAt)));
}
