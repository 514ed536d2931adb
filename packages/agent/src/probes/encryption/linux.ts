import type { EncryptedVolume, EncryptionFacts } from "@muster/shared/facts/encryption.ts";
import { z } from "zod";
import { parseJson } from "../parse-json.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import type { CommandSource } from "../source.ts";

const LSBLK: CommandSource = {
  kind: "command",
  id: "lsblk",
  tells: "how file systems lie on partitions and encrypted layers",
  programs: ["/usr/bin/lsblk", "/bin/lsblk"],
  args: ["-J", "-o", "NAME,TYPE,FSTYPE,MOUNTPOINT"],
  privilege: "none",
  install: "util-linux",
};

type Block = { name: string; type: string; fstype: string | null; mountpoint: string | null; children: Block[] };

const Block: z.ZodType<Block> = z.lazy(() =>
  z.object({
    name: z.string(),
    type: z.string(),
    fstype: z
      .string()
      .nullish()
      .transform((value) => value ?? null),
    mountpoint: z
      .string()
      .nullish()
      .transform((value) => value ?? null),
    children: z.array(Block).default([]),
  }),
);
const Listing = z.looseObject({ blockdevices: z.array(Block) });

/** File systems and layers that encrypt by themselves, which lsblk does not show. */
const SELF_ENCRYPTING = new Set(["zfs_member", "zfs", "bcachefs"]);

const WATCHED = new Set(["/", "/home", "/var", "/root"]);

function walk(block: Block, above: readonly Block[], found: EncryptedVolume[], depth: number): void {
  if (depth > 30) return;
  const way = [...above, block];
  if (block.mountpoint !== null && WATCHED.has(block.mountpoint)) found.push(toVolume(block.mountpoint, way));
  for (const child of block.children) walk(child, way, found, depth + 1);
}

function toVolume(mountpoint: string, way: readonly Block[]): EncryptedVolume {
  const isLuks = way.some(({ fstype }) => fstype === "crypto_LUKS");
  const isEncrypted = way.some(({ type }) => type === "crypt");
  const isUnclear = way.some(({ fstype }) => SELF_ENCRYPTING.has(fstype ?? ""));
  const state = isEncrypted ? "on" : isUnclear ? "unknown" : "off";
  return {
    name: mountpoint,
    isSystem: mountpoint === "/",
    state,
    method: isEncrypted ? (isLuks ? "LUKS" : "dm-crypt") : null,
    detail: isUnclear && !isEncrypted ? "its file system may encrypt by itself, which lsblk does not show" : null,
  };
}

/** Reads `lsblk -J`: a volume is encrypted when a `crypt` layer lies between it and the disk. Null when it is no listing. */
export function parseLsblk(text: string): EncryptedVolume[] | null {
  const blocks = parseJson(text, Listing)?.blockdevices;
  if (blocks === undefined) return null;
  const found: EncryptedVolume[] = [];
  for (const block of blocks) walk(block, [], found, 0);
  // A volume over several disks (RAID, LVM) is listed below each of them: one open way to it leaves it open.
  const byName = Map.groupBy(found, ({ name }) => name);
  return [...byName.values()].flatMap((same) => same.find(({ state }) => state !== "on") ?? same[0] ?? []).slice(0, 30);
}

async function read(ask: Ask): Promise<Reading<EncryptionFacts>> {
  const answer = await ask(LSBLK);
  if (answer.kind === "missing") return { kind: "unsupported", reason: "lsblk is not installed." };
  if (answer.kind !== "answered")
    return { kind: "failed", reason: "reason" in answer ? answer.reason : "lsblk was not asked" };
  const volumes = answer.exitCode === 0 ? parseLsblk(answer.stdout) : null;
  if (volumes === null)
    return { kind: "failed", reason: `lsblk did not answer with its JSON (exit code ${answer.exitCode})` };
  if (!volumes.some(({ isSystem }) => isSystem)) {
    return { kind: "unsupported", reason: "The root file system is on no block device that this system shows." };
  }
  return { kind: "read", facts: { volumes, source: "lsblk" } };
}

/** Disk encryption on Linux. */
export const linuxEncryption: Reader<"encryption"> = {
  probe: "encryption",
  platform: "linux",
  sources: [LSBLK],
  origins: [
    {
      fact: "state per mounted volume",
      source: "lsblk",
      fallback: null,
      confidence: "exact for LUKS and dm-crypt",
      gaps: "Encryption within ZFS, bcachefs or fscrypt, and self-encrypting disks, are not seen.",
    },
  ],
  read,
};
