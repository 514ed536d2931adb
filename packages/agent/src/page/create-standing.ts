import { refusal } from "@muster/shared/errors.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { AgentStatus } from "../status-file.ts";
import type { ServerTie } from "../uplink/identity.ts";
import type { Standing } from "./standing.ts";

export type StandingChange = Partial<Pick<AgentStatus, "uplink" | "lastReceipt" | "pageUrl">>;

/** Remembers what the running agent learns, for the status file and the local page. */
export function createStanding(tie: Pick<ServerTie, "address" | "machineId">, outbox: Outbox) {
  let told: Required<StandingChange> = { uplink: { kind: "connecting" }, lastReceipt: null, pageUrl: null };
  let report: Standing["report"] = null;
  let isCollecting = false;
  const { address, machineId } = tie;
  return {
    note: (change: StandingChange): void => {
      told = { ...told, ...change };
      // Without a line there is no judgement to wait for.
      if (change.lastReceipt || told.uplink.kind !== "online") isCollecting = false;
    },
    collected: (latest: NonNullable<Standing["report"]>): void => {
      report = latest;
    },
    collectionAsked: (): void => {
      isCollecting = true;
    },
    now: (): Standing => ({
      status: {
        ...told,
        writtenAt: toInstant(Date.now()),
        pid: process.pid,
        reportsWaiting: outbox.size,
        trouble: outbox.trouble && refusal(outbox.trouble.code),
      },
      server: { address, machineId },
      report,
      isCollecting,
    }),
  };
}
