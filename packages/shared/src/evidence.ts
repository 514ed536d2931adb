import { z } from "zod";
import { PROBE_IDS, type ProbeId } from "./facts/index.ts";
import { Platform } from "./facts/machine.ts";
import { FleetDay } from "./history.ts";
import { MAX_EVIDENCE_MACHINES, MAX_SEED_CHARS } from "./limits.ts";
import { RuleId, Severity } from "./rules.ts";
import { Instant, Name, Sentence } from "./text.ts";
import { MachineStatus, Reachability, VerdictStatus } from "./verdict.ts";

const Id = z.string().min(1).max(60);
const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const EpochMs = z.number().int();

/** What a pack shall be about: an instant, and machines that are named or drawn. */
export const EvidenceRequest = z
  .strictObject({
    /** Now or in the past. */
    at: Instant,
    machineIds: z.array(Id).min(1).max(MAX_EVIDENCE_MACHINES).optional(),
    draw: z
      .strictObject({
        machines: z.number().int().min(1).max(MAX_EVIDENCE_MACHINES),
        /** Whatever the auditor says: the same words draw the same machines of the same fleet. */
        seed: z.string().trim().min(1).max(MAX_SEED_CHARS),
      })
      .optional(),
  })
  .refine(({ machineIds, draw }) => (machineIds === undefined) !== (draw === undefined), {
    message: "expected either machines by their ids or a draw",
  });
export type EvidenceRequest = z.infer<typeof EvidenceRequest>;

/** A pack as lists show it. */
export const EvidenceInBrief = z.object({
  id: Id,
  madeAt: Instant,
  madeBy: Name,
  at: Instant,
  machines: z.number().int(),
  seed: z.string().nullable(),
  /** Of the document as it is downloaded. */
  sha256: Hash,
});
export type EvidenceInBrief = z.infer<typeof EvidenceInBrief>;
export const EvidencePage = z.object({ items: z.array(EvidenceInBrief), nextCursor: z.string().nullable() });
export type EvidencePage = z.infer<typeof EvidencePage>;

/** Whether what is shown was sealed, and is as it was then. `not-yet`: its day is not sealed. `gone`: no longer kept whole. */
export const SealState = z.enum(["sealed", "not-yet", "altered", "gone"]);
export type SealState = z.infer<typeof SealState>;

/** A rule on a machine as it stood then. */
export const EvidenceVerdict = z.object({
  rule: RuleId,
  /** What was written down then; null when nothing was, or what was is no longer kept. */
  recorded: z.object({ status: VerdictStatus, since: Instant, sentence: Sentence, seal: SealState }).nullable(),
  /** What the rule makes today of what the machine had reported by then, under the policy of then; null where it rests on contact. */
  judgedAnew: z
    .object({
      status: VerdictStatus,
      sentence: Sentence,
      measured: z.string().nullable(),
      limit: z.string().nullable(),
      controls: z.array(z.string()),
    })
    .nullable(),
});
export type EvidenceVerdict = z.infer<typeof EvidenceVerdict>;

const Probe = z.enum(PROBE_IDS as [ProbeId, ...ProbeId[]]);

/** Rows as the seals have them: instants in epoch ms, JSON as the text that was stored. */
export const SealedFact = z.object({
  probe: z.string(),
  changedAt: EpochMs,
  sequence: z.number().int(),
  kind: z.string(),
  outcome: z.string(),
});
export const SealedEvent = z.object({ id: z.number().int(), at: EpochMs, kind: z.string(), body: z.string() });

export const EvidenceProof = z.object({
  seal: z.number().int(),
  facts: z.array(SealedFact),
  events: z.array(SealedEvent),
  /** From the leaf that the rows make to the seal's root. */
  way: z.array(z.object({ side: z.enum(["left", "right"]), hash: Hash })),
});
export type EvidenceProof = z.infer<typeof EvidenceProof>;

export const EvidenceMachine = z.object({
  id: Id,
  /** SHA-256 of the seed and the id: machines are drawn from the lowest up. Null where it was named. */
  drawn: Hash.nullable(),
  name: Name,
  platform: Platform,
  tags: z.array(z.string()),
  site: z.string().nullable(),
  enrolledAt: Instant,
  status: MachineStatus,
  /** Why, as it was written down when the status began; null when that is no longer kept. */
  statusSince: z.object({ at: Instant, sentence: Sentence, seal: SealState }).nullable(),
  reachability: Reachability.nullable(),
  policyVersion: z.number().int().nullable(),
  /** The last whole report by then; null when none was, or reports of then are no longer kept whole. */
  report: z
    .object({ sequence: z.number().int(), receivedAt: Instant, collectedAt: Instant, digest: z.string() })
    .nullable(),
  verdicts: z.array(EvidenceVerdict),
  facts: z.array(
    z.object({ probe: Probe, changedAt: Instant, sequence: z.number().int(), outcome: z.unknown(), seal: SealState }),
  ),
  flags: z.array(
    z.object({
      rule: RuleId,
      severity: Severity,
      openedAt: Instant,
      resolvedAt: Instant.nullable(),
      sentence: Sentence,
    }),
  ),
  waivers: z.array(
    z.object({
      id: z.string(),
      rule: RuleId.nullable(),
      account: z.string().nullable(),
      group: z.string().nullable(),
      reason: Sentence,
      ticket: z.string().nullable(),
      requestedBy: Name,
      approvedBy: Name.nullable(),
      startsAt: Instant,
      endsAt: Instant,
    }),
  ),
  proofs: z.array(EvidenceProof),
});
export type EvidenceMachine = z.infer<typeof EvidenceMachine>;

export const EvidenceSeal = z.object({
  number: z.number().int(),
  fromAt: EpochMs,
  untilAt: EpochMs,
  afterEvent: z.number().int(),
  lastEvent: z.number().int(),
  leaves: z.number().int(),
  root: Hash,
  sealedAt: EpochMs,
  signature: z.string(),
});
export type EvidenceSeal = z.infer<typeof EvidenceSeal>;

/** How the fleet, and some of its machines one by one, stood at an instant, with what proves it. */
export const EvidenceBody = z.object({
  id: Id,
  at: Instant,
  madeAt: Instant,
  madeBy: Name,
  server: z.string(),
  /** The machines that were enrolled then: how many, and the SHA-256 of their ids in order, one on a line. */
  fleet: z.object({ machines: z.number().int(), sha256: Hash, day: FleetDay.nullable() }),
  draw: z.object({ machines: z.number().int(), seed: z.string() }).nullable(),
  policies: z.array(
    z.object({
      version: z.number().int(),
      name: z.string(),
      sha256: Hash,
      appliedAt: Instant,
      author: z.string(),
      reason: z.string(),
      document: z.string(),
    }),
  ),
  machines: z.array(EvidenceMachine),
  seals: z.array(EvidenceSeal),
  /** How far the audit log had come, which holds every seal's root. */
  auditHead: z.object({ number: z.number().int(), hash: Hash }).nullable(),
});
export type EvidenceBody = z.infer<typeof EvidenceBody>;

/** The document as it is handed out: its body, and Ed25519 over the SHA-256 of the body's JSON without white space. */
export const EvidencePack = z.object({
  form: z.literal("muster-evidence-1"),
  body: EvidenceBody,
  /** SPKI, base64: to be compared with the key's fingerprint as the server tells it. */
  publicKey: z.string(),
  signature: z.string(),
});
export type EvidencePack = z.infer<typeof EvidencePack>;
