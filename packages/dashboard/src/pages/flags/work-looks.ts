import type { WorkState } from "@muster/shared/flag-work.ts";
import { IconCircleDot, IconClockPause, IconEye, IconUser } from "@tabler/icons-react";
import type { StatusLook } from "../../theme/status.ts";

/** How far people have come with a flag: icon and word, and colour for what nobody has looked at. */
export const WORK_LOOKS: Record<WorkState, StatusLook> = {
  new: { word: "New", icon: IconCircleDot, tone: "bad" },
  acknowledged: { word: "Acknowledged", icon: IconEye, tone: "none" },
  assigned: { word: "Assigned", icon: IconUser, tone: "none" },
  snoozed: { word: "Put aside", icon: IconClockPause, tone: "none" },
};
