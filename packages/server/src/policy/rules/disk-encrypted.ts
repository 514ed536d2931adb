import type { EncryptedVolume } from "@muster/shared/facts/encryption.ts";
import type { VerdictStatus } from "@muster/shared/verdict.ts";
import { defineRule, inWords, judged } from "../rule.ts";
import { listText } from "../wording.ts";

const STATUS: Record<EncryptedVolume["state"], VerdictStatus> = {
  on: "pass",
  // Not unlocked now, and so as safe as it can be.
  locked: "pass",
  encrypting: "warn",
  decrypting: "fail",
  off: "fail",
  suspended: "fail",
  unknown: "unknown",
};

const WORST_FIRST: VerdictStatus[] = ["fail", "unknown", "warn", "pass"];

export const diskEncrypted = defineRule({
  id: "disk-encrypted",
  reads: "encryption",
  controls: ["ISO 27001 A.8.24", "CIS 3.6", "SOC 2 CC6.7"],
  whenUnsupported: "not-applicable",
  gist: ({ volumes }) => ({ all: worstOf(volumes), system: worstOf(volumes.filter(isSystem)) }),
  judge: (gist, { onlySystemVolume }) => judged(onlySystemVolume ? gist.system : gist.all),
  explain({ volumes, source }, { status }, { onlySystemVolume }) {
    const looked = onlySystemVolume ? volumes.filter(isSystem) : volumes;
    const limit = onlySystemVolume ? "the system volume encrypted" : "every fixed volume encrypted";
    const alike = looked.filter((volume) => STATUS[volume.state] === status);
    const names = listText(alike.map((volume) => volume.name));
    const measured = looked.map((volume) => `${volume.name} ${volume.state}`).join(", ") || null;
    const told = { measured, limit, source };
    const why = alike.find((volume) => volume.detail !== null)?.detail;
    const because = why ? ` ${why}` : "";
    switch (status) {
      case "pass":
        return inWords(`${names || "Every volume"} is encrypted.`, told);
      case "warn":
        return inWords(`${names} is being encrypted.`, told);
      case "fail":
        return inWords(`${names} is not protected by encryption.${because}`, told);
      default:
        return inWords(`It could not be read whether ${names || "the disk"} is encrypted.${because}`, told);
    }
  },
  remedies: {
    linux: ["An installed system cannot be encrypted in place safely: ask IT to set the machine up anew with LUKS."],
    darwin: ["Open System Settings, then Privacy & Security, then FileVault, and turn it on."],
    win32: [
      "Open Settings, then Privacy & security, then Device encryption (or BitLocker), and turn it on.",
      "If protection is suspended, choose Resume protection.",
    ],
  },
});

function isSystem(volume: EncryptedVolume): boolean {
  return volume.isSystem !== false;
}

function worstOf(volumes: EncryptedVolume[]): VerdictStatus {
  return WORST_FIRST.find((status) => volumes.some((volume) => STATUS[volume.state] === status)) ?? "unknown";
}
