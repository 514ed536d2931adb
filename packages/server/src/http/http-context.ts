import type { IncomingMessage, ServerResponse } from "node:http";
import type { CheckAnswer } from "@muster/shared/api.ts";
import type { EvidenceInBrief, EvidenceRequest } from "@muster/shared/evidence.ts";
import type { SystemState } from "@muster/shared/system.ts";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Guard } from "../alerts/guarded-lookup.ts";
import type { Senders } from "../alerts/send-news.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { Accounts } from "../auth/accounts.ts";
import type { Sessions } from "../auth/sessions.ts";
import type { SignIns } from "../auth/sign-in.ts";
import type { WallLinks } from "../auth/wall-links.ts";
import type { Nightly } from "../digest/nightly.ts";
import type { Presence } from "../feed/describe-fleet.ts";
import type { createWallPicture } from "../feed/wall-picture.ts";
import type { JudgeContext } from "../flags/judge-machines.ts";
import type { PolicyVersion } from "../flags/machine-life.ts";
import type { ParserLab } from "../lab/parser-lab.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Rehearsals } from "../rehearsal/rehearsals.ts";
import type { Roster } from "../roster/roster.ts";
import type { Store } from "../store/open-store.ts";
import type { MachineRow } from "../store/schema.ts";
import type { Seal } from "../store/seal.ts";

/** What the routes need of the rest of the server. */
export type HttpContext = {
  store: Store;
  sessions: Sessions;
  signIns: SignIns;
  accounts: Accounts;
  audit: AuditLog;
  /** Why the server cannot take work now; null when it can. */
  readiness: { whyNot(): Promise<string | null> };
  /** What Prometheus scrapes with this token; nothing without one. */
  metrics: { text(): Promise<string>; token: string | undefined };
  evidence: { make(request: EvidenceRequest, madeBy: string): Promise<EvidenceInBrief>; fingerprint: string };
  wallLinks: WallLinks;
  wallPicture: ReturnType<typeof createWallPicture>;
  presence: Presence;
  rehearsals: Rehearsals;
  parserLab: ParserLab;
  roster: Roster;
  judging: () => JudgeContext;
  /** Tells that what the store holds of these machines differs. */
  machinesChanged: (machineIds: readonly string[]) => void;
  now: () => number;
  /** The policy in force. */
  policy: () => PolicyVersion;
  /** Tells that another version of the policy was recorded, that machines were made due, or that one was retired. */
  policyChanged: () => void;
  dueNow: () => void;
  /** Tells that somebody's role or sessions were taken away: connections that rest on them are to end now. */
  accessChanged: () => void;
  /** Asks machines that hold a connection to collect at once. */
  askToCheck: (machineIds: string[]) => CheckAnswer;
  /** Tells that people have worked on flags of these machines. */
  flagsWorked: (machineIds: string[]) => void;
  /** Tells that incidents were opened or worked on. */
  incidentsChanged: () => void;
  machineRetired: (machine: MachineRow) => void;
  /** Where other machines find this server, such as `muster.example.com:8443`, and its CA's fingerprint. */
  publicAddress: () => string;
  caFingerprint: string;
  /** What the server knows of itself alone. */
  system: () => Promise<Pick<SystemState, "startedAt" | "nodeVersion" | "store" | "certificate">>;
  listensBeyondThisMachine: boolean;
  digests: { nightly: Nightly; mailer: Mailer | null };
  alerts: { seal: Seal; senders: Senders; guard: Guard; dashboardUrl: string };
};

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
