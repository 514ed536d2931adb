import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { DAY_MS } from "@muster/shared/duration.ts";
import type { Platform } from "@muster/shared/facts/machine.ts";
import { publicKeyOf } from "../load/light-agent.ts";
import type { Random } from "./random.ts";

/** When a site's people begin work, in hours UTC; they go nine hours later. */
export const SITES = [
  { tag: "singapore", begins: 1, share: 0.2 },
  { tag: "berlin", begins: 7, share: 0.5 },
  { tag: "new-york", begins: 13, share: 0.3 },
] as const;
export type Site = (typeof SITES)[number];

/** What makes some machines worth a look. */
export type Oddity =
  | "stale-definitions"
  | "firewall-off"
  | "firewall-flapping"
  | "unencrypted"
  | "passwords-denied"
  | "wrong-clock"
  | "silent"
  | "cloned"
  | "retired"
  | "no-lock";

/** One invented PC. Instants in epoch ms. */
export type Pc = {
  name: string;
  login: string;
  platform: Platform;
  site: Site;
  tags: string[];
  oddity: Oddity | null;
  key: KeyObject;
  publicKey: string;
  hardwareUuid: string;
  serialNumber: string;
  enrolledAt: number;
  definitionsAt: number;
  passwordSetAt: number;
  /** How old passwords get before their people change them. */
  passwordDays: number;
  isFirewallOn: boolean;
  updatesAt: number;
  freePercent: number;
  isLaptop: boolean;
};

const PEOPLE =
  "Anna Ben Carla David Elif Farid Greta Hugo Ines Jonas Katja Liam Mei Nils Olga Pablo Qiu Rosa Sven Tara Umar Vera Wen Xenia Yusuf Zoe".split(
    " ",
  );
const FAMILIES =
  "Adler Brandt Chen Dogan Ekberg Fischer Garcia Haas Ivanova Jensen Kaya Lange Moreau Novak Okafor Patel Quinn Rossi Sato Tan Ullman Vogel Wang Yilmaz Ziegler".split(
    " ",
  );
const DEPARTMENTS = ["finance", "sales", "engineering", "engineering", "support", "marketing", "laboratory"] as const;
const SHORT: Record<(typeof DEPARTMENTS)[number], string> = {
  finance: "FIN",
  sales: "SAL",
  engineering: "ENG",
  support: "SUP",
  marketing: "MKT",
  laboratory: "LAB",
};

/** Invents a company of so many machines; the same seed invents the same one. */
export function foundCompany(count: number, random: Random, now: number): Pc[] {
  const company = Array.from({ length: count }, (_, index) => inventPc(index, random, now));
  giveOddities(company, random, now);
  return company;
}

function inventPc(index: number, random: Random, now: number): Pc {
  const department = random.pick(DEPARTMENTS);
  const draw = random.next();
  const site = draw < 0.2 ? SITES[0] : draw < 0.7 ? SITES[1] : SITES[2];
  const isLaptop = random.chance(0.7);
  const login = `${random.pick(PEOPLE)}.${random.pick(FAMILIES)}`.toLowerCase();
  const platformDraw = random.next();
  const { privateKey } = generateKeyPairSync("ed25519");
  const isPrivileged = department === "engineering" && random.chance(0.15);
  const enrolledAt = now - random.between(30, 91) * DAY_MS;
  return {
    name: `${SHORT[department]}-${isLaptop ? "LT" : "PC"}-${String(index + 1).padStart(3, "0")}`,
    login,
    platform: platformDraw < 0.65 ? "win32" : platformDraw < 0.85 ? "darwin" : "linux",
    site,
    tags: [site.tag, department, ...(isPrivileged ? ["privileged"] : [])],
    oddity: null,
    key: privateKey,
    publicKey: publicKeyOf(privateKey),
    hardwareUuid: uuidOf(random),
    serialNumber: `MU${String(100_000 + index)}`,
    enrolledAt,
    definitionsAt: enrolledAt,
    passwordSetAt: enrolledAt - random.between(0, 80) * DAY_MS,
    passwordDays: random.chance(0.9) ? random.between(30, isPrivileged ? 44 : 84) : random.between(86, 97),
    isFirewallOn: true,
    updatesAt: enrolledAt - random.between(0, 20) * DAY_MS,
    freePercent: random.between(8, 80),
    isLaptop,
  };
}

/** A few of each kind, however small the company; the rest of it is as well as companies are. */
function giveOddities(company: readonly Pc[], random: Random, now: number): void {
  const few = (share: number) => Math.max(1, Math.round(company.length * share));
  const shares: [Oddity, number][] = [
    ["stale-definitions", few(0.025)],
    ["firewall-off", few(0.01)],
    ["firewall-flapping", 1],
    ["unencrypted", few(0.015)],
    ["passwords-denied", few(0.01)],
    ["wrong-clock", 1],
    ["silent", few(0.012)],
    ["cloned", 2],
    ["retired", 1],
    ["no-lock", few(0.01)],
  ];
  const free = [...company];
  for (const [oddity, count] of shares) {
    for (let given = 0; given < count && free.length > 0; given++) {
      // What stops at one place stops for its neighbours: the stale ones all sit in Berlin.
      const wanted = oddity === "stale-definitions" ? free.findIndex((pc) => pc.site.tag === "berlin") : -1;
      const at = wanted >= 0 ? wanted : random.between(0, free.length - 1);
      const [pc] = free.splice(at, 1);
      if (pc) pc.oddity = oddity;
    }
  }
  const [original, copy] = company.filter((pc) => pc.oddity === "cloned");
  if (original && copy) {
    copy.hardwareUuid = original.hardwareUuid;
    copy.serialNumber = original.serialNumber;
    copy.enrolledAt = now - 2 * DAY_MS;
  }
}

function uuidOf(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.between(0, 15).toString(16)).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
