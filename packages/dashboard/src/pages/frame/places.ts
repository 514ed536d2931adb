import {
  IconBell,
  IconDeviceDesktop,
  IconDevicesPlus,
  IconFlag,
  IconGauge,
  IconMail,
  IconScale,
  IconShieldCheck,
  type TablerIcon,
} from "@tabler/icons-react";

export type Place = {
  to: "/" | "/machines" | "/flags" | "/alerts" | "/digests" | "/policy" | "/waivers" | "/enrol";
  title: string;
  /** Fits under an icon on a phone. */
  short: string;
  icon: TablerIcon;
};

/** Where one can go, in the order of the rail. */
export const PLACES: readonly Place[] = [
  { to: "/", title: "Overview", short: "Overview", icon: IconGauge },
  { to: "/machines", title: "Machines", short: "Machines", icon: IconDeviceDesktop },
  { to: "/flags", title: "Flags", short: "Flags", icon: IconFlag },
  { to: "/alerts", title: "Alerts", short: "Alerts", icon: IconBell },
  { to: "/digests", title: "Digests", short: "Digests", icon: IconMail },
  { to: "/policy", title: "Policy", short: "Policy", icon: IconScale },
  { to: "/waivers", title: "Waivers", short: "Waivers", icon: IconShieldCheck },
  { to: "/enrol", title: "Enrol a PC", short: "Enrol", icon: IconDevicesPlus },
];
