import { randomBytes } from "node:crypto";
import type { AlertChannelDraft, AlertTarget } from "@muster/shared/alert.ts";
import type { AlertChannelRow } from "../store/alert-tables.ts";
import type { Seal } from "../store/seal.ts";
import { type Guard, refuseLiteral } from "./guarded-lookup.ts";

/** A channel's row with its target sealed; `secret` is one made here, to be told once. @throws AppError `address_refused` */
export function channelRow(
  draft: AlertChannelDraft,
  before: AlertChannelRow | null,
  context: { id: string; now: number; seal: Seal; guard: Guard },
): { row: AlertChannelRow; secret: string | null } | null {
  const { id, now, seal, guard } = context;
  const made = draft.target === undefined ? null : withSecret(draft.target);
  if (made === null && before === null) return null;
  if (made !== null && "url" in made.target) refuseLiteral(new URL(made.target.url).hostname, guard);
  if (made?.target.kind === "syslog") refuseLiteral(made.target.host, guard);
  return {
    secret: made?.secret ?? null,
    row: {
      id: before?.id ?? id,
      name: draft.name,
      kind: made?.target.kind ?? before?.kind ?? "",
      target: made === null ? (before?.target ?? "") : seal.seal(JSON.stringify(made.target)),
      address: made === null ? (before?.address ?? "") : addressOf(made.target),
      min_severity: draft.minSeverity,
      is_escalation: draft.isEscalation ? 1 : 0,
      quiet_hours: draft.quietHours === null ? null : JSON.stringify(draft.quietHours),
      is_active: draft.isActive ? 1 : 0,
      created_at: before?.created_at ?? now,
      updated_at: now,
      removed_at: null,
    },
  };
}

function withSecret(target: AlertTarget): { target: AlertTarget; secret: string | null } {
  if (target.kind !== "webhook" || target.secret !== undefined) return { target, secret: null };
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  return { target: { ...target, secret }, secret };
}

/** The host alone: the rest of a webhook's address is what lets one post there. */
function addressOf(target: AlertTarget): string {
  if (target.kind === "mail") return target.to.join(", ");
  if (target.kind === "syslog") return `${target.host}:${target.port}`;
  return new URL(target.url).host;
}
