import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import type { AccountPassword } from "@muster/shared/facts/passwords.ts";
import type { Policy } from "@muster/shared/policy.ts";
import type { OutcomesByProbe } from "@muster/shared/report.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { Contact } from "./contact.ts";
import { parsePolicy } from "./parse-policy.ts";
import { type Situation, weigh } from "./situation.ts";

/** Invented machines for tests. */

const FILE = join(import.meta.dirname, "../../policy/default.yaml");

export const DEFAULT_POLICY: Policy = parsePolicy(readFileSync(FILE, "utf8"), FILE);

export function clamav(publishedAt: number | null, more: Partial<AntivirusProduct> = {}): AntivirusProduct {
  return {
    name: "ClamAV",
    state: "on",
    realTime: "off",
    registration: "genuine",
    version: null,
    source: "/var/lib/clamav/daily.cld",
    definitions: {
      publishedAt: publishedAt === null ? null : toInstant(publishedAt),
      version: "28017",
      confidence: publishedAt === null ? "none" : "date",
      vendorSaysCurrent: null,
      isNeeded: true,
      source: "/var/lib/clamav/daily.cld",
    },
    ...more,
  };
}

export function account(name: string, lastSetAt: number | null, more: Partial<AccountPassword> = {}): AccountPassword {
  return {
    name,
    home: "local",
    state: "set",
    lastSetAt: lastSetAt === null ? null : toInstant(lastSetAt),
    lastSetPrecision: "day",
    neverExpires: null,
    osMaxAgeDays: null,
    source: "/etc/shadow",
    ...more,
  };
}

/** Outcomes of a machine with everything in order but for what is given. */
export function outcomes(
  now: number,
  facts: { products?: AntivirusProduct[]; accounts?: AccountPassword[]; firewall?: "on" | "off" | "unknown" } = {},
): OutcomesByProbe {
  const read = { kind: "read", observedAt: toInstant(now), durationMs: 1 } as const;
  const state = facts.firewall ?? "on";
  const inbound = state === "on" ? "block" : "allow";
  return {
    antivirus: { ...read, facts: { products: facts.products ?? [clamav(now)] } },
    firewall: {
      ...read,
      facts: {
        profiles: [
          { name: "IPv4 input", state, inbound, isActive: true, detail: null },
          { name: "IPv6 input", state, inbound, isActive: true, detail: null },
        ],
        tool: "ufw",
        fingerprint: null,
        source: "nft -j list ruleset",
      },
    },
    passwords: { ...read, facts: { accounts: facts.accounts ?? [account("anna", now)] } },
  };
}

/** A machine in touch with the server at `now`, enrolled long ago. */
export function contact(now: number, more: Partial<Contact> = {}): Contact {
  return {
    enrolledAt: now - 1_000 * 86_400_000,
    lastSeenAt: now,
    partedAt: null,
    parting: null,
    absentFrom: null,
    returnedAt: null,
    clockAheadMs: 0,
    ...more,
  };
}

type Given = Partial<Omit<Situation, "member" | "outcomes" | "kinds" | "gists">> & {
  member?: Partial<Situation["member"]>;
  now?: number;
};

export function situation(given: OutcomesByProbe, { member, now = 0, ...more }: Given = {}): Situation {
  const inTouch = more.contact ?? contact(now);
  return {
    member: { platform: "linux", tags: [], name: "pc", ...member },
    outcomes: given,
    ...weigh(given, inTouch),
    memory: new Map(),
    waivers: [],
    ...more,
    contact: inTouch,
  };
}
