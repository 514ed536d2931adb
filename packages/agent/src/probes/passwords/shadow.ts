import { DAY_MS } from "@muster/shared/duration.ts";
import { type Instant, toInstant } from "@muster/shared/text.ts";
import { linesOf } from "../lines.ts";

export type HashKind = "none" | "locked" | "set" | "unknown";

export type ShadowEntry = {
  name: string;
  hashKind: HashKind;
  lastSetAt: Instant | null;
  mustChange: boolean;
  /** Days after which the password expires; null when it never does or the field is not understood. */
  maxAgeDays: number | null;
  neverExpires: boolean | null;
};

/** `PASS_MAX_DAYS` of a system that never lets a password expire. */
const NEVER_DAYS = 99_999;

/** The last day that a four-digit year can name, in days since 1970. */
const LAST_DAY = 2_932_896;

/**
 * Tells what kind of thing a password field holds, and nothing of the hash itself (shadow(5), crypt(5)).
 * A field that is no hash and no lock mark is `unknown`: guessing could call an open account locked.
 */
export function classifyHash(field: string): HashKind {
  if (field === "") return "none";
  if (/^[!*]/.test(field)) return "locked";
  if (/^\$[0-9A-Za-z]{1,10}\$.{10,}$/.test(field)) return "set";
  if (/^(?:_[./0-9A-Za-z]{19}|[./0-9A-Za-z]{13})$/.test(field)) return "set";
  return "unknown";
}

function readDays(field: string | undefined): number | null {
  return field !== undefined && /^\d{1,7}$/.test(field) ? Number(field) : null;
}

/** Empty, negative or 99999 and above: never (shadow(5)); anything else that is no number is not understood. */
function readNeverExpires(lastChange: string, max: string): boolean | null {
  if (lastChange === "" || max === "" || /^-\d{1,7}$/.test(max)) return true;
  const maxDays = readDays(max);
  return maxDays === null ? null : maxDays >= NEVER_DAYS;
}

function parseLine(line: string): ShadowEntry[] {
  const [name, hash, lastChange, , max] = line.split(":");
  // A line cut off before its last-change field tells nothing, least of all that there is no password.
  if (!name || hash === undefined || lastChange === undefined || max === undefined) return [];
  // No account is called so: a hash has slipped into the first field, and it must not leave as a name.
  if (/\$./.test(name)) return [];
  const neverExpires = readNeverExpires(lastChange, max);
  const lastChangeDays = readDays(lastChange);
  const isDateKnown = lastChangeDays !== null && lastChangeDays > 0 && lastChangeDays <= LAST_DAY;
  return [
    {
      name,
      hashKind: classifyHash(hash),
      lastSetAt: isDateKnown ? toInstant(lastChangeDays * DAY_MS) : null,
      mustChange: lastChangeDays === 0,
      maxAgeDays: neverExpires === false ? readDays(max) : null,
      neverExpires,
    },
  ];
}

/**
 * Reads `/etc/shadow` (shadow(5)). Days count from 1970-01-01 UTC; an empty last change means that aging is off, and 0 that
 * the password must be changed at the next sign-in. The first line of a name wins, as it does in the C library.
 */
export function parseShadow(text: string): Map<string, ShadowEntry> {
  const entries = new Map<string, ShadowEntry>();
  for (const line of linesOf(text)) {
    for (const entry of parseLine(line)) if (!entries.has(entry.name)) entries.set(entry.name, entry);
  }
  return entries;
}
