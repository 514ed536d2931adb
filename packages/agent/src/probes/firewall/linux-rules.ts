import type { Answer } from "../answer.ts";
import { linesOf } from "../lines.ts";
import type { Ask } from "../reader.ts";
import { type IptablesRuleset, parseIptables } from "./iptables-ruleset.ts";
import { IPTABLES, NFT } from "./linux-sources.ts";
import { type NftRuleset, parseNftRuleset } from "./nft-ruleset.ts";
import type { Packet } from "./packet.ts";
import type { Table } from "./walk-chains.ts";

type Family = Packet["family"];

/** The rules of one family, from whichever of nftables and the two iptables hold them. */
export type FamilyRules = {
  tables: Table[];
  /** Why some of the rules could not be read; null when these are all. */
  problem: string | null;
  isDenied: boolean;
  /** The sources that answered. */
  usedSources: string[];
  canonical: string;
  hasIptablesRules: boolean;
};

function isRefusal(answer: Answer): boolean {
  if (answer.kind === "denied") return true;
  return answer.kind === "answered" && /not permitted|permission denied|must be root/i.test(answer.stderr);
}

function describeAnswer(name: string, answer: Answer): string {
  if (isRefusal(answer)) return `${name} needs root or CAP_NET_ADMIN`;
  if (answer.kind === "failed") return answer.reason;
  if (answer.kind === "answered")
    return `${name} answered in a form that is not understood (exit code ${answer.exitCode})`;
  return answer.kind === "missing" ? `${name} is not installed` : `${name} was not asked`;
}

export type NftReading = { answer: Answer; ruleset: NftRuleset | null };

export async function readNft(ask: Ask): Promise<NftReading> {
  const answer = await ask(NFT);
  const isSuccess = answer.kind === "answered" && answer.exitCode === 0;
  return { answer, ruleset: isSuccess ? parseNftRuleset(answer.stdout) : null };
}

type Saved = { ruleset: IptablesRuleset | null; answer: Answer; sourceId: string };

async function readSaved(ask: Ask, family: Family, kind: "nft" | "legacy"): Promise<Saved> {
  const sources = [IPTABLES[family][kind], IPTABLES[family].commands];
  let saved: Saved = { ruleset: null, answer: { kind: "skipped" }, sourceId: sources[0]?.id ?? "" };
  for (const source of sources) {
    const answer = await ask(source);
    const isSuccess = answer.kind === "answered" && answer.exitCode === 0;
    const ruleset = isSuccess ? parseIptables(answer.stdout, family) : null;
    saved = { ruleset, answer, sourceId: source.id };
    if (answer.kind !== "missing" && answer.kind !== "skipped") break;
  }
  return saved;
}

function isForFamily(table: Table, family: Family): boolean {
  return table.families.includes(family);
}

/** Reads the rules of one family, asking iptables only for what nft cannot show. */
export async function readFamilyRules(ask: Ask, family: Family, nft: NftReading): Promise<FamilyRules> {
  const rules: FamilyRules = {
    tables: [],
    problem: null,
    isDenied: false,
    usedSources: [],
    canonical: nft.ruleset?.canonical ?? "",
    hasIptablesRules: false,
  };
  const take = ({ ruleset, answer, sourceId }: Saved): void => {
    if (ruleset) {
      rules.tables.push(ruleset.table);
      rules.usedSources.push(sourceId);
      rules.canonical += `\n${ruleset.canonical}`;
      rules.hasIptablesRules ||= ruleset.hasRules;
    } else {
      rules.problem ??= describeAnswer(sourceId, answer);
      rules.isDenied ||= isRefusal(answer);
    }
  };

  if (nft.ruleset) {
    const own = nft.ruleset.tables.filter((table) => isForFamily(table, family));
    const compat = own.filter((table) => table.isOpaque && table.name === "filter" && table.family !== "inet");
    rules.tables = own.filter((table) => !compat.includes(table));
    rules.usedSources.push(NFT.id);
    if (compat.some((table) => table.inputs.length > 0)) take(await readSaved(ask, family, "nft"));
  } else if (isRefusal(nft.answer) || nft.answer.kind === "failed") {
    rules.problem = describeAnswer("nft", nft.answer);
    rules.isDenied = isRefusal(nft.answer);
    return rules;
  } else {
    take(await readSaved(ask, family, "nft"));
  }

  const names = await ask(IPTABLES[family].names);
  if (names.kind === "denied") {
    rules.problem ??= describeAnswer(IPTABLES[family].names.id, names);
    rules.isDenied = true;
  }
  const hasLegacy = names.kind === "answered" && linesOf(names.stdout).some((line) => line.trim() === "filter");
  // A replayed capture of legacy rules comes without the kernel's list of tables.
  if (hasLegacy || names.kind === "skipped") {
    const legacy = await readSaved(ask, family, "legacy");
    if (legacy.ruleset && !nft.ruleset) rules.problem = null;
    if (legacy.answer.kind !== "skipped" && !rules.usedSources.includes(legacy.sourceId)) take(legacy);
  }
  return rules;
}
