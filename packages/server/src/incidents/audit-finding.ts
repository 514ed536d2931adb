import type { AuditVerdict } from "../audit/verify-chain.ts";
import type { Finding } from "./finding.ts";

/** What a look through the audit log has found wrong; null when it is whole. */
export function auditFinding({ fault }: AuditVerdict, now: number): Finding | null {
  if (fault === null) return null;
  return {
    kind: "audit-broken",
    // The same damage is found at each look; damage elsewhere is another incident.
    subject: `${fault.kind} ${fault.number ?? ""}`,
    title: "The audit log was changed by other hands",
    sentence: fault.sentence,
    severity: "critical",
    about: { kind: "audit", id: String(fault.number ?? "") },
    at: now,
    times: { more: 1 },
  };
}
