import type { Platform } from "@muster/shared/facts/machine.ts";
import type { StorageFacts } from "@muster/shared/facts/storage.ts";
import { z } from "zod";
import { parseJson } from "../parse-json.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import type { SpaceSource } from "../source.ts";

const Bytes = z.number().int().nonnegative();
const StorageRow = z.object({ path: z.string().min(1), sizeBytes: Bytes, freeBytes: Bytes });

async function read(ask: Ask, source: SpaceSource): Promise<Reading<StorageFacts>> {
  const answer = await ask(source);
  const rows = answer.kind === "answered" ? parseJson(answer.stdout, z.array(StorageRow).max(30)) : null;
  if (rows === null)
    return { kind: "failed", reason: "reason" in answer ? answer.reason : "the size could not be read" };
  const volumes = rows
    .filter(({ sizeBytes }) => sizeBytes > 0)
    .map(({ path, sizeBytes, freeBytes }) => ({
      name: path,
      sizeBytes,
      freePercent: Math.floor(Math.min(1, freeBytes / sizeBytes) * 100),
    }));
  return { kind: "read", facts: { volumes } };
}

function storageOf(platform: Platform, path: string): Reader<"storage"> {
  const source: SpaceSource = {
    kind: "space",
    id: "statfs",
    tells: "the size and the free room of the volume that the OS starts from",
    paths: [path],
    privilege: "none",
  };
  return {
    probe: "storage",
    platform,
    sources: [source],
    origins: [
      {
        fact: "size, free room",
        source: source.id,
        fallback: null,
        confidence: "exact",
        gaps: "Other volumes are not listed.",
      },
    ],
    read: (ask) => read(ask, source),
  };
}

export const linuxStorage = storageOf("linux", "/");
export const macosStorage = storageOf("darwin", "/System/Volumes/Data");
export const windowsStorage = storageOf("win32", "C:\\");
