import type { Permission } from "@muster/shared/permissions.ts";
import {
  IconBell,
  IconDeviceDesktop,
  IconDevicesPlus,
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
    | "/evidence"
    | "/audit"
    | "/lab"
    | "/settings";
  title: string;
  icon: TablerIcon;
  /** What one must be allowed to find anything there. */
  needs: Permission;
};

/** Where one can go, in the order of the rail. */
export const PLACES: readonly Place[] = [
  { to: "/", title: "Overview", icon: IconGauge, needs: "fleet.read" },
  { to: "/machines", title: "Machines", icon: IconDeviceDesktop, needs: "fleet.read" },
  { to: "/flags", title: "Flags", icon: IconFlag, needs: "fleet.read" },
  { to: "/alerts", title: "Alerts", icon: IconBell, needs: "fleet.read" },
  { to: "/digests", title: "Digests", icon: IconMail, needs: "fleet.read" },
  { to: "/policy", title: "Policy", icon: IconScale, needs: "fleet.read" },
  { to: "/waivers", title: "Waivers", icon: IconShieldCheck, needs: "fleet.read" },
  { to: "/enrol", title: "Enrol a PC", icon: IconDevicesPlus, needs: "machines.enrol" },
  { to: "/operators", title: "Operators", icon: IconUsers, needs: "operators.read" },
  { to: "/evidence", title: "Evidence", icon: IconRubberStamp, needs: "evidence.make" },
  { to: "/audit", title: "Audit log", icon: IconHistory, needs: "audit.read" },
  { to: "/lab", title: "Parser lab", icon: IconFlask, needs: "lab.use" },
  { to: "/settings", title: "Settings", icon: IconSettings, needs: "system.read" },
];
