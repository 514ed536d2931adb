import { defineRule, plainly } from "../rule.ts";
import { listText } from "../wording.ts";

export const firewallEnabled = defineRule({
  id: "firewall-enabled",
  probe: "firewall",
  judge({ profiles, tool, source }, { mustBlockInbound }) {
    const limit = mustBlockInbound ? "every profile on and blocking inbound traffic" : "every profile on";
    const facts = { limit, source };
    const named = (list: typeof profiles) => listText(list.map((profile) => profile.name));
    const off = profiles.filter((profile) => profile.state === "off");
    if (off.length > 0) {
      return plainly("fail", `The firewall is off for ${named(off)}.`, { ...facts, measured: `off: ${named(off)}` });
    }
    const open = profiles.filter((profile) => profile.state === "on" && profile.inbound === "allow");
    if (mustBlockInbound && open.length > 0) {
      return plainly("fail", `The firewall lets inbound traffic through for ${named(open)}.`, {
        ...facts,
        measured: `open: ${named(open)}`,
      });
    }
    const unclear = profiles.filter(
      (profile) => profile.state === "unknown" || (mustBlockInbound && profile.inbound === "unknown"),
    );
    if (unclear.length > 0 || profiles.length === 0) {
      const why = unclear.find((profile) => profile.detail !== null)?.detail;
      return plainly(
        "unknown",
        `It could not be read whether the firewall protects ${named(unclear) || "this machine"}.${why ? ` ${why}` : ""}`,
        facts,
      );
    }
    const by = tool ? ` (${tool})` : "";
    return plainly("pass", `The firewall is on for ${named(profiles)}${by}.`, { ...facts, measured: "on" });
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
