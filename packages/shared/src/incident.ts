import { z } from "zod";
import { MAX_INCIDENT_TITLE_CHARS, MAX_NAME_CHARS, MAX_PAGE_ITEMS } from "./limits.ts";
import { Severity } from "./rules.ts";
import { Instant, Name, Sentence } from "./text.ts";

/** What the server opens incidents for by itself, and what a person opens by hand. */
export const INCIDENT_KINDS = {
  "sign-ins-refused": "Many refused sign-ins",
  "machines-refused": "Many refused machines",
  "cloned-identity": "Cloned identity",
  "audit-broken": "Broken audit log",
  "agent-removed": "Agent removed",
  "powers-given": "Far-reaching role given",
  "digest-lost": "Digest not delivered",
  "channel-failing": "Alert channel failing",
  "by-hand": "Opened by hand",
} as const satisfies Record<string, string>;
const KINDS = Object.keys(INCIDENT_KINDS) as [keyof typeof INCIDENT_KINDS, ...(keyof typeof INCIDENT_KINDS)[]];
export const IncidentKind = z.enum(KINDS);
export type IncidentKind = z.infer<typeof IncidentKind>;

/** The response, in the order in which it is worked through. */
export const INCIDENT_STEPS = ["contain", "assess", "notify", "recover", "review"] as const;
export const IncidentStep = z.enum(INCIDENT_STEPS);
export type IncidentStep = z.infer<typeof IncidentStep>;

/** What an incident is about, for a link to it. */
export const IncidentSubject = z.object({
  kind: z.enum(["machine", "digest", "audit", "operators", "alerts"]),
  id: z.string(),
});
export type IncidentSubject = z.infer<typeof IncidentSubject>;

export const Incident = z.object({
  id: z.string(),
  /** By which people call it. */
  number: z.number().int(),
  kind: IncidentKind,
  title: z.string(),
  sentence: z.string(),
  severity: Severity,
  state: z.enum(["open", "acknowledged", "closed"]),
  about: IncidentSubject.nullable(),
  openedAt: Instant,
  /** Null when the server opened it. */
  openedBy: z.string().nullable(),
  lastSeenAt: Instant,
  times: z.number().int(),
  assignedTo: z.string().nullable(),
  acknowledgedAt: Instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  closedAt: Instant.nullable(),
  closedBy: z.string().nullable(),
  stepsDone: z.number().int(),
});
export type Incident = z.infer<typeof Incident>;

export const IncidentEntry = z.object({
  number: z.number().int(),
  at: Instant,
  by: z.string().nullable(),
  act: z.enum(["open", "acknowledge", "assign", "note", "step", "undo-step", "close", "reopen"]),
  /** The step, or the person, that it concerned. */
  detail: z.string().nullable(),
  note: z.string(),
});
export type IncidentEntry = z.infer<typeof IncidentEntry>;

export const IncidentDetail = Incident.extend({
  steps: z.array(
    z.object({
      step: IncidentStep,
      done: z.object({ at: Instant, by: z.string(), note: z.string() }).nullable(),
    }),
  ),
  entries: z.array(IncidentEntry),
});
export type IncidentDetail = z.infer<typeof IncidentDetail>;

const Note = Sentence.trim();
const NeededNote = Note.min(1, "expected a note");

export const IncidentAct = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("acknowledge") }),
  /** Null gives it back to nobody. */
  z.strictObject({ kind: z.literal("assign"), to: Name.nullable() }),
  z.strictObject({ kind: z.literal("note"), note: NeededNote }),
  z.strictObject({ kind: z.literal("step"), step: IncidentStep, note: Note }),
  z.strictObject({ kind: z.literal("undo-step"), step: IncidentStep, note: Note }),
  z.strictObject({ kind: z.literal("close"), note: NeededNote }),
  z.strictObject({ kind: z.literal("reopen"), note: NeededNote }),
]);
export type IncidentAct = z.infer<typeof IncidentAct>;
export const IncidentActRequest = z.strictObject({ act: IncidentAct });

export const NewIncident = z.strictObject({
  title: z.string().trim().min(1, "expected a title").max(MAX_INCIDENT_TITLE_CHARS),
  severity: Severity,
  sentence: Note,
  machineId: z.string().max(60).optional(),
});
export type NewIncident = z.infer<typeof NewIncident>;

export const IncidentQuery = z.object({
  state: z.enum(["open", "closed", "all"]).default("open"),
  kind: IncidentKind.optional(),
  severity: Severity.optional(),
  assignedTo: z.string().max(MAX_NAME_CHARS).optional(),
  machineId: z.string().max(60).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_ITEMS).default(50),
});
export type IncidentQuery = z.infer<typeof IncidentQuery>;
export const IncidentPage = z.object({ items: z.array(Incident), nextCursor: z.string().nullable() });
export type IncidentPage = z.infer<typeof IncidentPage>;
export const IncidentAssignees = z.object({ items: z.array(z.string()) });
