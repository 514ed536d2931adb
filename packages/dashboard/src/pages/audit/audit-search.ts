import { AuditAct, type AuditFilter, AuditOutcome } from "@muster/shared/audit.ts";
import { z } from "zod";

/** A day as people write it in an address, in the zone of whoever looks. */
const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((day) => !Number.isNaN(Date.parse(`${day}T00:00:00`)));

/** What the address may say of the audit log's page. */
export const AuditSearch = z.object({
  who: z.string().max(120).optional().catch(undefined),
  act: AuditAct.optional().catch(undefined),
  outcome: AuditOutcome.optional().catch(undefined),
  /** The first and the last day shown, both included. */
  from: Day.optional().catch(undefined),
  to: Day.optional().catch(undefined),
});
export type AuditSearch = z.infer<typeof AuditSearch>;

/** The same in the server's words: from the first day's beginning up to the beginning of the day after the last. */
export function filterOf({ who, act, outcome, from, to }: AuditSearch): AuditFilter {
  return {
    ...(who ? { who } : {}),
    ...(act === undefined ? {} : { act }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(from === undefined ? {} : { since: new Date(`${from}T00:00:00`).toISOString() }),
    ...(to === undefined ? {} : { until: dayAfter(to).toISOString() }),
  };
}

function dayAfter(day: string): Date {
  const date = new Date(`${day}T00:00:00`);
  // By the calendar: a day is not always 24 hours long.
  date.setDate(date.getDate() + 1);
  return date;
}
