import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Instant } from "@muster/shared/text.ts";
import { Receipt, RefusalMessage } from "@muster/shared/wire.ts";
import { z } from "zod";
import { writeDurably } from "./outbox/write-durably.ts";

/** What the running agent leaves for `agent status` to read. */
export const AgentStatus = z.object({
  writtenAt: Instant,
  pid: z.number().int(),
  uplink: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("connecting") }),
    z.object({ kind: z.literal("online") }),
    z.object({ kind: z.literal("offline"), why: RefusalMessage }),
  ]),
  reportsWaiting: z.number().int(),
  /** Why reports cannot be kept on this machine; null when they can. */
  trouble: RefusalMessage.nullable().default(null),
  lastReceipt: Receipt.nullable(),
  /** Where the local page is; null without one. */
  pageUrl: z.string().nullable().default(null),
});
export type AgentStatus = z.infer<typeof AgentStatus>;

export async function writeStatus(folder: string, status: AgentStatus): Promise<void> {
  await writeDurably(join(folder, "status.json"), JSON.stringify(status));
}

/** Null when the agent has never run here. */
export async function readStatus(folder: string): Promise<AgentStatus | null> {
  try {
    return AgentStatus.parse(JSON.parse(await readFile(join(folder, "status.json"), "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
