import { z } from "zod";
import { MAX_NAME_CHARS, MAX_PAGE_ITEMS } from "./limits.ts";
import { Instant } from "./text.ts";

/** What the audit log knows that people do, in the words that follow a name. An act is never renamed: old entries keep it. */
export const AUDIT_ACTS = {
  "session.open": "sign in",
  "session.end": "sign out",
  "session.link": "make a sign-in link",
  "session.begin": "begin to sign in",
  "session.confirm": "prove to be there",
  "account.setup": "set up how to sign in",
  "account.password": "change the own password",
  "account.second-factor": "change the own second factor",
  "account.recovery-codes": "make new recovery codes",
  "account.end-sessions": "end own sessions",
  "operators.reset-password": "take an operator's password away",
  "operators.remove-mfa": "take an operator's second factor away",
  "operators.unlock": "unlock an operator's sign-in",
  "operators.add": "add an operator",
  "operators.change": "change an operator's access",
  "operators.invite": "make another link for an operator",
  "operators.end-sessions": "end an operator's sessions",
  "machines.enrolment-link": "make an enrolment link",
  "machines.enrol": "enrol a machine",
  "machines.connect": "connect as a machine",
  "machines.retire": "retire a machine",
  "machines.tag": "change machines' tags",
  "machines.check": "ask machines to check now",
  "machines.settle-doubt": "settle a doubt about a machine",
  "machines.export": "export the list of machines",
  "flags.work": "work on flags",
  "alerts.acknowledge": "acknowledge an alert",
  "alerts.channel-add": "add an alert channel",
  "alerts.channel-change": "change an alert channel",
  "alerts.channel-remove": "remove an alert channel",
  "alerts.channel-test": "test an alert channel",
  "alerts.replay": "send an alert message again",
  "alerts.settings": "change the alert settings",
  "digests.retry": "send a digest again",
  "digests.list-add": "add a digest list",
  "digests.list-change": "change a digest list",
  "digests.list-remove": "remove a digest list",
  "digests.list-test": "send a test digest",
  "waivers.request": "ask for a waiver",
  "waivers.decide": "decide a waiver",
  "policy.change": "change the policy",
  "policy.rehearse": "rehearse a policy",
  "walls.make": "make a link for a wall screen",
  "walls.revoke": "take back a wall screen's link",
  "lab.read": "have a capture read in the parser lab",
  "audit.export": "export the audit log",
  "audit.seal": "seal the audit log",
  "reviews.firewall": "sign a review of the firewalls",
  "evidence.seal": "seal what machines reported",
  "evidence.make": "make an evidence pack",
  "evidence.export": "take an evidence pack out",
  "server.start": "start the server",
  "other.read": "read something",
  "other.change": "change something that has no name here yet",
} as const satisfies Record<string, string>;
export type AuditAct = keyof typeof AUDIT_ACTS;
const ACT_NAMES = Object.keys(AUDIT_ACTS) as [AuditAct, ...AuditAct[]];
export const AuditAct = z.enum(ACT_NAMES);

type Audited = {
  act: AuditAct;
  /** Fields of the request's body that are written down. Whatever is not named here is left out: it may be a secret. */
  keeps?: readonly string[];
  /** Set where a success changes nothing and gives nothing away; refusals are recorded all the same. */
  isHarmless?: true;
};

/** Targets and secrets of channels, and the heartbeat's address, are not among these. */
const CHANNEL_FIELDS = ["name", "minSeverity", "isEscalation", "quietHours", "isActive"];
const SETTING_FIELDS = ["debounceMinutes", "growMinutes", "escalateMinutes", "resendHours", "heartbeatMinutes"];
const LIST_FIELDS = ["name", "recipients", "time", "timeZone", "days", "showsNames"];

/** As what each route is recorded. A changing route without a line is recorded as `other.change`, and a test fails. */
export const ROUTE_ACTS: Readonly<Record<string, Audited>> = {
  "POST /api/v1/session": { act: "session.open" },
  "DELETE /api/v1/session": { act: "session.end" },
  "POST /api/v1/session/confirmation": { act: "session.confirm" },
  "DELETE /api/v1/sign-in": { act: "session.begin", isHarmless: true },
  "POST /api/v1/sign-in/second-factor": { act: "session.open" },
  "POST /api/v1/sign-in/password-strength": { act: "account.setup", isHarmless: true },
  "POST /api/v1/sign-in/setup": { act: "account.setup" },
  "PUT /api/v1/account/password": { act: "account.password" },
  "POST /api/v1/account/password-strength": { act: "account.password", isHarmless: true },
  "POST /api/v1/account/second-factor/offer": { act: "account.second-factor", isHarmless: true },
  "PUT /api/v1/account/second-factor": { act: "account.second-factor" },
  "DELETE /api/v1/account/second-factor": { act: "account.second-factor" },
  "POST /api/v1/account/recovery-codes": { act: "account.recovery-codes" },
  "DELETE /api/v1/account/sessions": { act: "account.end-sessions" },
  "DELETE /api/v1/account/sessions/:id": { act: "account.end-sessions" },
  "POST /api/v1/operators": { act: "operators.add", keeps: ["name", "role"] },
  "PUT /api/v1/operators/:id": { act: "operators.change", keeps: ["role", "isDisabled"] },
  "POST /api/v1/operators/:id/invitation": { act: "operators.invite" },
  "DELETE /api/v1/operators/:id/sessions": { act: "operators.end-sessions" },
  "POST /api/v1/enrolment-links": { act: "machines.enrolment-link", keeps: ["tags", "expiresInMinutes"] },
  "POST /api/v1/machines/:id/retirement": { act: "machines.retire" },
  "POST /api/v1/machines/tags": { act: "machines.tag", keeps: ["machineIds", "add", "remove"] },
  "POST /api/v1/checks": { act: "machines.check", keeps: ["machineIds"] },
  "POST /api/v1/conflicts/:id/resolution": { act: "machines.settle-doubt", keeps: ["resolution"] },
  "GET /api/v1/machines.csv": { act: "machines.export" },
  "GET /api/v1/machines.json": { act: "machines.export" },
  "POST /api/v1/flags/work": { act: "flags.work", keeps: ["flagIds", "act"] },
  "POST /api/v1/alerts/:id/acknowledge": { act: "alerts.acknowledge" },
  "POST /api/v1/alert-channels": { act: "alerts.channel-add", keeps: CHANNEL_FIELDS },
  "PUT /api/v1/alert-channels/:id": { act: "alerts.channel-change", keeps: CHANNEL_FIELDS },
  "DELETE /api/v1/alert-channels/:id": { act: "alerts.channel-remove" },
  "POST /api/v1/alert-channels/:id/test": { act: "alerts.channel-test" },
  "POST /api/v1/alert-messages/:id/replay": { act: "alerts.replay" },
  "PUT /api/v1/alert-settings": { act: "alerts.settings", keeps: SETTING_FIELDS },
  "POST /api/v1/digests/:id/retry": { act: "digests.retry" },
  "POST /api/v1/digest-lists": { act: "digests.list-add", keeps: LIST_FIELDS },
  "PUT /api/v1/digest-lists/:id": { act: "digests.list-change", keeps: LIST_FIELDS },
  "DELETE /api/v1/digest-lists/:id": { act: "digests.list-remove" },
  "POST /api/v1/digest-lists/:id/test": { act: "digests.list-test", keeps: ["to"] },
  "POST /api/v1/digest-previews": { act: "digests.list-change", isHarmless: true },
  "POST /api/v1/waivers": {
    act: "waivers.request",
    keeps: ["scope", "reason", "ticket", "startsAt", "endsAt"],
  },
  "POST /api/v1/waivers/:id/decision": { act: "waivers.decide", keeps: ["decision"] },
  "PUT /api/v1/policy": { act: "policy.change", keeps: ["reason", "basedOn", "whatIf"] },
  "POST /api/v1/policy/check": { act: "policy.rehearse", isHarmless: true },
  "POST /api/v1/policy/what-if": { act: "policy.rehearse", isHarmless: true },
  "DELETE /api/v1/policy/what-if/:id": { act: "policy.rehearse", isHarmless: true },
  "POST /api/v1/wall-links": { act: "walls.make", keeps: ["name"] },
  "DELETE /api/v1/wall-links/:id": { act: "walls.revoke" },
  "POST /api/v1/parser-lab/readings": { act: "lab.read", isHarmless: true },
  "POST /api/v1/firewall-reviews": { act: "reviews.firewall", keeps: ["asOf", "note"] },
  "POST /api/v1/evidence": { act: "evidence.make", keeps: ["at", "machineIds", "draw"] },
  "GET /api/v1/evidence/:id/pack.json": { act: "evidence.export" },
  "GET /api/v1/evidence/:id/pack.csv": { act: "evidence.export" },
  "GET /api/v1/audit.csv": { act: "audit.export" },
  "GET /api/v1/audit.json": { act: "audit.export" },
};

export const AuditOutcome = z.enum(["done", "refused", "failed"]);
export type AuditOutcome = z.infer<typeof AuditOutcome>;

/** `http`: by the dashboard or a program. `agent`: by a machine. `console`: by a command on the server itself. `server`: by nobody's hand. */
export const AuditVia = z.enum(["http", "agent", "console", "server"]);
export type AuditVia = z.infer<typeof AuditVia>;

/** One entry of the audit log as it is read. Words that a later version has added are shown as they stand. */
export const AuditEntry = z.object({
  number: z.number().int(),
  at: Instant,
  /** Null where nobody had signed in. */
  who: z.object({ id: z.string().nullable(), name: z.string(), role: z.string().nullable() }).nullable(),
  via: z.string(),
  address: z.string().nullable(),
  act: z.string(),
  outcome: z.string(),
  /** Why it was refused or failed. */
  code: z.string().nullable(),
  /** Whom or what it concerned. */
  subject: z.string().nullable(),
  /** How often; more than 1 where refusals of the same kind were counted together. */
  times: z.number().int(),
  details: z.record(z.string(), z.unknown()),
  /** SHA-256 over the entry before and this one. */
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditPage = z.object({ items: z.array(AuditEntry), nextCursor: z.string().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;

const filter = {
  /** A name, whole and as it is written. */
  who: z.string().max(MAX_NAME_CHARS).optional(),
  act: AuditAct.optional(),
  outcome: AuditOutcome.optional(),
  since: Instant.optional(),
  /** Up to, and not with, this instant. */
  until: Instant.optional(),
};
export const AuditFilter = z.object(filter);
export type AuditFilter = z.infer<typeof AuditFilter>;
export const AuditQuery = z.object({
  ...filter,
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_ITEMS).default(50),
});
export type AuditQuery = z.infer<typeof AuditQuery>;
