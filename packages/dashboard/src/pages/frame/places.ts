import type { Permission } from "@muster/shared/permissions.ts";
import {
  IconBell,
  IconDeviceDesktop,
  IconDevicesPlus,
  IconEyeCheck,
  IconFlag,
  IconFlask,
  IconGauge,
  IconHistory,
  IconMail,
  IconRubberStamp,
  IconScale,
  IconSettings,
  IconShieldCheck,
  IconUsers,
  type TablerIcon,
} from "@tabler/icons-react";

export type Place = {
  to:
    | "/"
    | "/machines"
    | "/flags"
    | "/alerts"
    | "/digests"
    | "/policy"
    | "/waivers"
    | "/enrol"
    | "/operators"
    | "/reviews"
    | "/evidence"
    | "/audit"
    | "/lab"
    | "/settings";
  icon: TablerIcon;
  /** What one must be allowed to find anything there. */
  needs: Permission;
};

/** Where one can go, in the order of the rail. */
export const PLACES: readonly Place[] = [
  { to: "/", icon: IconGauge, needs: "fleet.read" },
  { to: "/machines", icon: IconDeviceDesktop, needs: "fleet.read" },
  { to: "/flags", icon: IconFlag, needs: "fleet.read" },
  { to: "/alerts", icon: IconBell, needs: "fleet.read" },
  { to: "/digests", icon: IconMail, needs: "fleet.read" },
  { to: "/policy", icon: IconScale, needs: "fleet.read" },
  { to: "/waivers", icon: IconShieldCheck, needs: "fleet.read" },
  { to: "/enrol", icon: IconDevicesPlus, needs: "machines.enrol" },
  { to: "/operators", icon: IconUsers, needs: "operators.read" },
  { to: "/reviews", icon: IconEyeCheck, needs: "fleet.read" },
  { to: "/evidence", icon: IconRubberStamp, needs: "evidence.make" },
  { to: "/audit", icon: IconHistory, needs: "audit.read" },
  { to: "/lab", icon: IconFlask, needs: "lab.use" },
  { to: "/settings", icon: IconSettings, needs: "system.read" },
];
