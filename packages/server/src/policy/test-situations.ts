import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import type { AccountPassword } from "@muster/shared/facts/passwords.ts";
import type { Policy } from "@muster/shared/policy.ts";
import type { OutcomesByProbe } from "@muster/shared/report.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { Situation } from "./evaluate.ts";
import { parsePolicy } from "./parse-policy.ts";

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

export function situation(given: OutcomesByProbe, more: Partial<Situation> = {}): Situation {
  return { platform: "linux", tags: [], outcomes: given, previous: new Map(), ...more };
}
