import type { EncryptedVolume, EncryptionFacts } from "@muster/shared/facts/encryption.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import type { CommandSource } from "../source.ts";

const FDESETUP: CommandSource = {
  kind: "command",
  id: "fdesetup",
  tells: "whether FileVault is on, or on its way",
  programs: ["/usr/bin/fdesetup"],
  args: ["status"],
  privilege: "none",
};

/** Reads `fdesetup status`; null when it says neither on nor off. */
export function parseFdesetup(text: string): EncryptedVolume | null {
  const state = /^FileVault is (On|Off)\.[ \t]*$/m.exec(text)?.[1];
  if (state === undefined) return null;
  const isEncrypting = /^Encryption in progress/m.test(text);
  const isDecrypting = /^Decryption in progress/m.test(text);
  return {
    name: "/",
    isSystem: true,
    state: isEncrypting ? "encrypting" : isDecrypting ? "decrypting" : state === "On" ? "on" : "off",
    method: state === "On" || isEncrypting || isDecrypting ? "FileVault" : null,
    detail: null,
  };
}

async function read(ask: Ask): Promise<Reading<EncryptionFacts>> {
  const answer = await ask(FDESETUP);
  const volume = answer.kind === "answered" && answer.exitCode === 0 ? parseFdesetup(answer.stdout) : null;
  if (volume === null) return { kind: "failed", reason: "fdesetup did not say whether FileVault is on" };
  return { kind: "read", facts: { volumes: [volume], source: "fdesetup status" } };
}

/** FileVault. */
export const macosEncryption: Reader<"encryption"> = {
  probe: "encryption",
  platform: "darwin",
  sources: [FDESETUP],
  origins: [
    {
      fact: "FileVault",
      source: "fdesetup",
      fallback: null,
      confidence: "exact",
      gaps: "External volumes are not listed.",
    },
  ],
  read,
};
