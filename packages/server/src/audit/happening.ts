import type { AuditAct, AuditOutcome, AuditVia } from "@muster/shared/audit.ts";

/** Somebody known: an operator, or the account that runs a command on the server's console. */
export type AuditedPerson = { id: string | null; name: string; role: string | null };

/** What is told to the audit log. Texts may come from anybody: they are cut to size, and shown as text. */
export type Audited = {
  act: AuditAct;
  outcome: AuditOutcome;
  via: AuditVia;
  /** Null where nobody had signed in. */
  who: AuditedPerson | null;
  /** Where it came from. */
  address: string | null;
  /** An error's code. */
  code?: string | undefined;
  /** Whom or what it concerned. */
  subject?: string | undefined;
  /** Never a secret; `before` and `after` where they are at hand. */
  details?: Readonly<Record<string, unknown>> | undefined;
};
