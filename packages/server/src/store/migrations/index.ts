import type { Migration } from "kysely/migration";
import { firstTables } from "./0001-first-tables.ts";
import { judgementInTime } from "./0002-judgement-in-time.ts";
import { rehearsal } from "./0003-rehearsal.ts";
import { machinesList } from "./0004-machines-list.ts";
import { flagWork } from "./0005-flag-work.ts";
import { operators } from "./0006-operators.ts";
import { digestLists } from "./0007-digest-lists.ts";
import { alerts } from "./0021-alerts.ts";
import { retention } from "./0023-retention.ts";
import { evidence } from "./0024-evidence.ts";
import { firewallReviews } from "./0025-firewall-reviews.ts";
import { letters } from "./0026-letters.ts";
import { credentials } from "./0030-credentials.ts";
import { auditLog } from "./0040-audit-log.ts";
import { wallLinks } from "./0060-wall-links.ts";

/** Every change of the schema, in order. A migration that has been released is never edited: add another. */
export const MIGRATIONS: Record<string, Migration> = {
  "0001-first-tables": firstTables,
  "0002-judgement-in-time": judgementInTime,
  "0003-rehearsal": rehearsal,
  "0004-machines-list": machinesList,
  "0005-flag-work": flagWork,
  "0006-operators": operators,
  "0007-digest-lists": digestLists,
  "0021-alerts": alerts,
  "0023-retention": retention,
  "0024-evidence": evidence,
  "0025-firewall-reviews": firewallReviews,
  "0026-letters": letters,
  "0030-credentials": credentials,
  "0040-audit-log": auditLog,
  "0060-wall-links": wallLinks,
};
