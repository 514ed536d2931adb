import { linesOf } from "../lines.ts";
import { type Option, optionsHold } from "./iptables-match.ts";
import type { Packet } from "./packet.ts";
import type { Rule, Table, Verdict } from "./walk-chains.ts";

/** Splits a line of `iptables -S` into words; quotes hold a comment or a prefix together. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "");
}

function optionsOf(words: readonly string[]): Option[] {
  const options: { name: string; words: string[]; isNegated: boolean }[] = [];
  let isNegated = false;
  for (const word of words) {
    const current = options.at(-1);
    if (word === "!") isNegated = true;
    else if (/^--?[A-Za-z]/.test(word) && current?.name !== "--comment") {
      options.push({ name: word, words: [], isNegated });
      isNegated = false;
    } else if (/^--?[A-Za-z]/.test(word) && current?.words.length === 1) {
      options.push({ name: word, words: [], isNegated });
      isNegated = false;
    } else current?.words.push(word);
  }
  return options;
}

/** Targets that watch or change a packet and let it go on (iptables-extensions(8)). */
const PASSING_TARGETS = new Set([
  "LOG",
  "NFLOG",
  "ULOG",
  "AUDIT",
  "MARK",
  "CONNMARK",
  "SET",
  "TRACE",
  "CT",
  "TCPMSS",
  "CLASSIFY",
]);

function verdictOf(options: readonly Option[], chains: Table["chains"]): Verdict {
  const jump = options.find(({ name }) => name === "-j" || name === "-g");
  // A rule without a target only counts.
  if (!jump) return { kind: "continue" };
  const target = jump.words[0] ?? "";
  if (chains.has(target)) return { kind: jump.name === "-g" ? "goto" : "jump", chain: target };
  if (target === "ACCEPT") return { kind: "accept" };
  if (target === "DROP" || target === "REJECT" || target === "TARPIT") return { kind: "block" };
  if (target === "RETURN") return { kind: "return" };
  return { kind: PASSING_TARGETS.has(target) ? "continue" : "unknown" };
}

function toRule(line: string, chains: Table["chains"]): { chain: string; rule: Rule } {
  const [, chain = "", ...words] = wordsOf(line);
  const options = optionsOf(words);
  const verdict = verdictOf(options, chains);
  const matches = options.filter(({ name }) => name !== "-j" && name !== "-g");
  return {
    chain,
    rule: { text: line, effectsOn: (packet: Packet) => [{ certainty: optionsHold(matches, packet), verdict }] },
  };
}

export type IptablesRuleset = { table: Table; hasRules: boolean; canonical: string };

type Listing = { policy: string; declared: string[]; rules: string[] };

/** The filter table of `iptables-save`, from `*filter` to its `COMMIT`; null when either is missing. */
function readSaved(lines: readonly string[]): Listing | null {
  const start = lines.indexOf("*filter");
  const end = lines.indexOf("COMMIT", start);
  if (start < 0 || end < 0) return null;
  const section = lines.slice(start + 1, end);
  const chains = section.flatMap((line) => /^:(\S+) (\S+)(?: \[\d+:\d+\])?$/.exec(line) ?? []);
  const declared = section.flatMap((line) => /^:(\S+) /.exec(line)?.[1] ?? []);
  const policy = chains[chains.indexOf("INPUT") + 1];
  return policy === undefined ? null : { policy, declared, rules: section.filter((line) => line.startsWith("-A ")) };
}

function readCommands(lines: readonly string[]): Listing | null {
  const policy = lines.flatMap((line) => /^-P INPUT (\S+)/.exec(line)?.[1] ?? [])[0];
  const declared = lines.flatMap((line) => /^-[PN] (\S+)/.exec(line)?.[1] ?? []);
  return policy === undefined ? null : { policy, declared, rules: lines.filter((line) => line.startsWith("-A ")) };
}

/**
 * Reads `iptables-save` or `iptables -S`, and the same of ip6tables (iptables-save(8), iptables(8)). Null when the text
 * is neither, or is cut off: a saved table ends with COMMIT, while a listing by `-S` shows a cut only within a line.
 */
export function parseIptables(text: string, family: Packet["family"]): IptablesRuleset | null {
  if (!text.endsWith("\n")) return null;
  const lines = linesOf(text).map((line) => line.trim());
  const listing = lines.some((line) => line.startsWith("*")) ? readSaved(lines) : readCommands(lines);
  if (listing === null || !/^(?:ACCEPT|DROP)$/.test(listing.policy)) return null;
  const chains: Table["chains"] = new Map(listing.declared.map((name) => [name, { rules: [] }]));
  for (const line of listing.rules) {
    const { chain, rule } = toRule(line.replace(/ -c \d+ \d+/, ""), chains);
    chains.get(chain)?.rules.push(rule);
  }
  const policy = listing.policy === "DROP" ? "block" : "accept";
  const title = `${family === "ipv4" ? "iptables" : "ip6tables"} INPUT`;
  return {
    table: { families: [family], chains, inputs: [{ chain: "INPUT", policy, title }] },
    hasRules: listing.rules.length > 0 || policy === "block",
    canonical: [`INPUT ${listing.policy}`, ...listing.declared, ...listing.rules].join("\n"),
  };
}
