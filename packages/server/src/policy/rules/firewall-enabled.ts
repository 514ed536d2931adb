import type { FirewallFacts, FirewallProfile } from "@muster/shared/facts/firewall.ts";
import type { VerdictStatus } from "@muster/shared/verdict.ts";
import { defineRule, inWords, judged } from "../rule.ts";
import { listText } from "../wording.ts";

export const firewallEnabled = defineRule({
  id: "firewall-enabled",
  reads: "firewall",
  controls: ["ISO 27001 A.8.20", "CIS 4.5", "SOC 2 CC6.6"],
  whenUnsupported: "unknown",
  gist: (facts) => ({ on: statusOf(facts, false), blocking: statusOf(facts, true) }),
  judge: (gist, { mustBlockInbound }) => judged(mustBlockInbound ? gist.blocking : gist.on),
  explain({ profiles, tool, source }, { status }, { mustBlockInbound }) {
    const limit = mustBlockInbound ? "every profile on and blocking inbound traffic" : "every profile on";
    const told = { limit, source };
    const off = profiles.filter(isOff);
    if (off.length > 0) {
      return inWords(`The firewall is off for ${named(off)}.`, { ...told, measured: `off: ${named(off)}` });
    }
    if (status === "fail") {
      const open = named(profiles.filter(isOpen));
      return inWords(`The firewall lets inbound traffic through for ${open}.`, { ...told, measured: `open: ${open}` });
    }
    if (status === "unknown") {
      const unclear = profiles.filter((profile) => isUnclear(profile, mustBlockInbound));
      const why = unclear.find((profile) => profile.detail !== null)?.detail;
      const what = named(unclear) || "this machine";
      return inWords(`It could not be read whether the firewall protects ${what}.${why ? ` ${why}` : ""}`, told);
    }
    const by = tool ? ` (${tool})` : "";
    return inWords(`The firewall is on for ${named(profiles)}${by}.`, { ...told, measured: "on" });
  },
  remedies: {
    linux: [
      "Turn the firewall on: sudo ufw default deny incoming, then sudo ufw enable (Debian, Ubuntu).",
      "On Fedora and Red Hat: sudo systemctl enable --now firewalld",
    ],
    darwin: ["Open System Settings, then Network, then Firewall, and turn it on."],
    win32: [
      "Open Windows Security, then Firewall & network protection.",
      "Open each network (Domain, Private, Public) and turn Microsoft Defender Firewall on.",
    ],
  },
});

const isOff = (profile: FirewallProfile): boolean => profile.state === "off";
const isOpen = (profile: FirewallProfile): boolean => profile.state === "on" && profile.inbound === "allow";

function isUnclear(profile: FirewallProfile, mustBlockInbound: boolean): boolean {
  return profile.state === "unknown" || (mustBlockInbound && profile.inbound === "unknown");
}

function statusOf({ profiles }: FirewallFacts, mustBlockInbound: boolean): VerdictStatus {
  if (profiles.some(isOff)) return "fail";
  if (mustBlockInbound && profiles.some(isOpen)) return "fail";
  if (profiles.length === 0 || profiles.some((profile) => isUnclear(profile, mustBlockInbound))) return "unknown";
  return "pass";
}

function named(profiles: FirewallProfile[]): string {
  return listText(profiles.map((profile) => profile.name));
}
