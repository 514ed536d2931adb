import { z } from "zod";
import { RuleId } from "./rules.ts";
import { Instant, Name, Sentence } from "./text.ts";

/** What a waiver accepts: one rule (or every rule) on one machine or on the machines of a group, or for one account. */
export const WaiverScope = z
  .strictObject({
    machineId: z.string().max(60).nullable().default(null),
    /** A group of the policy, by name. */
    group: Name.nullable().default(null),
    /** Null for every rule. */
    rule: RuleId.nullable().default(null),
    /** With the rule `password-age` only: the account that is excepted. */
    account: Name.nullable().default(null),
  })
  .refine((scope) => (scope.machineId === null) !== (scope.group === null), {
    message: "expected either a machine or a group",
  })
  .refine((scope) => scope.account === null || scope.rule === "password-age", {
    path: ["account"],
    message: "expected no account, or the rule password-age",
  });
export type WaiverScope = z.infer<typeof WaiverScope>;

export const WaiverState = z.enum(["requested", "approved", "refused", "withdrawn", "ended"]);
export type WaiverState = z.infer<typeof WaiverState>;

/** An approved exception: scope, owner, approver, reason, end date. */
export const Waiver = z.object({
  id: z.string(),
  machineId: z.string().nullable(),
  machineName: z.string().nullable(),
  group: z.string().nullable(),
  rule: RuleId.nullable(),
  account: z.string().nullable(),
  reason: Sentence,
  ticket: z.string().nullable(),
  state: WaiverState,
  requestedBy: Name,
  requestedAt: Instant,
  /** Who approved, refused, withdrew or ended it early. */
  decidedBy: Name.nullable(),
  decidedAt: Instant.nullable(),
  startsAt: Instant,
  endsAt: Instant,
  /** It ends so soon that its owner should decide what comes next. */
  endsSoon: z.boolean(),
});
export type Waiver = z.infer<typeof Waiver>;

export const WaiverRequest = z.strictObject({
  scope: WaiverScope,
  reason: Sentence.min(3, "expected a reason that an auditor can follow"),
  ticket: z.string().max(100).nullable().default(null),
  startsAt: Instant.optional(),
  endsAt: Instant,
});
export type WaiverRequest = z.infer<typeof WaiverRequest>;
