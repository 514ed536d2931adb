import type { WorkState } from "@muster/shared/flag-work.ts";
import { IconCircleDot, IconClockPause, IconEye, IconUser } from "@tabler/icons-react";
import { lookOf, type StatusLook } from "../../theme/status.ts";
import { say } from "./words.ts";

/** How far people have come with a flag: icon and word, and colour for what nobody has looked at. */
export const WORK_LOOKS: Record<WorkState, StatusLook> = {
  new: lookOf(IconCircleDot, "bad", () => say.work.new),
  acknowledged: lookOf(IconEye, "none", () => say.work.acknowledged),
  assigned: lookOf(IconUser, "none", () => say.work.assigned),
  snoozed: lookOf(IconClockPause, "none", () => say.work.snoozed),
};
