import { z } from "zod";
import { PROBES, type ProbeId } from "./facts/index.ts";
import { Instant, Sentence } from "./text.ts";

const notRead = <K extends string>(kind: K) =>
  z.object({
    kind: z.literal(kind),
    /** Why, in words that an operator can act on. */
    reason: Sentence,
    observedAt: Instant,
    durationMs: z.number().nonnegative(),
  });

function outcomeOf<F extends z.ZodType>(facts: F) {
  return z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("read"), facts, observedAt: Instant, durationMs: z.number().nonnegative() }),
    /** The probe has no meaning here. */
    notRead("unsupported"),
    /** The agent lacks the privilege. */
    notRead("denied"),
    /** A source answered with something else than expected, or not in time. */
    notRead("failed"),
  ]);
}

/** One schema per probe: what came of running it once. Never an opinion: the server judges. */
export const ProbeOutcomes = {
  machine: outcomeOf(PROBES.machine.facts),
  antivirus: outcomeOf(PROBES.antivirus.facts),
  firewall: outcomeOf(PROBES.firewall.facts),
  passwords: outcomeOf(PROBES.passwords.facts),
  encryption: outcomeOf(PROBES.encryption.facts),
  "screen-lock": outcomeOf(PROBES["screen-lock"].facts),
  updates: outcomeOf(PROBES.updates.facts),
  storage: outcomeOf(PROBES.storage.facts),
} satisfies Record<ProbeId, z.ZodType>;

export type ProbeOutcome<P extends ProbeId = ProbeId> = z.infer<(typeof ProbeOutcomes)[P]>;

export const OutcomesByProbe = z.object(ProbeOutcomes).partial();
export type OutcomesByProbe = z.infer<typeof OutcomesByProbe>;

/** One machine's facts at one instant, numbered by the agent from 1 upwards without reuse. */
export const Report = z.object({
  sequence: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  collectedAt: Instant,
  agentVersion: z.string().max(40),
  outcomes: OutcomesByProbe,
});
export type Report = z.infer<typeof Report>;

/** Says that nothing differs from the last report but the time: the digest names what it is equal to. */
export const UnchangedReport = z.object({
  sequence: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  collectedAt: Instant,
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
export type UnchangedReport = z.infer<typeof UnchangedReport>;

/**
 * The text whose SHA-256 is a report's digest: its outcomes with sorted keys, without the fields that differ at every
 * reading (`observedAt`, `durationMs`). Both ends compute it from the same words.
 */
export function canonicalOutcomes(outcomes: OutcomesByProbe): string {
  return JSON.stringify(outcomes, (key, value: unknown) => {
    if (key === "observedAt" || key === "durationMs") return undefined;
    if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Reports that the agent gave up before the server had them: every number from `first` to `last`. */
export const DroppedReports = z.object({
  first: z.number().int().positive(),
  last: z.number().int().positive(),
  form: z.enum(["whole", "unchanged", "unreadable"]),
  /** full: the outbox had no room. old: more than its days had passed. damaged: the disk had not kept it. */
  why: z.enum(["full", "old", "damaged"]),
  /** When the first and the last of them were collected; null when that cannot be read any more. */
  from: Instant.nullable(),
  until: Instant.nullable(),
});
export type DroppedReports = z.infer<typeof DroppedReports>;
