import type { Certainty, Packet } from "./packet.ts";

export type Verdict =
  | { kind: "accept" | "block" | "return" | "continue" | "unknown" }
  | { kind: "jump" | "goto"; chain: string };

/** What a rule may do with a packet, and how surely. */
export type Effect = { certainty: Certainty; verdict: Verdict };

export type Rule = {
  /** The rule as an administrator would recognise it. */
  text: string;
  /** Several effects where a verdict map leaves open which of its entries holds. */
  effectsOn: (packet: Packet) => readonly Effect[];
};

type Chain = { rules: Rule[] };

/** A chain that the kernel enters by itself, with what becomes of a packet at its end. */
type BaseChain = { chain: string; policy: "accept" | "block"; title: string };

/** One table: chains by name, and those that decide on inbound traffic of the families named. */
export type Table = {
  families: readonly Packet["family"][];
  chains: Map<string, Chain>;
  inputs: BaseChain[];
};

export type Fate = { outcome: "accept" | "block" | "unknown"; why: string };

/** Rules looked at for one packet; real rule sets need hundreds, and a set that jumps in circles must end. */
const MAX_STEPS = 20_000;
const MAX_DEPTH = 64;

type Walk = { packet: Packet; table: Table; steps: number; mayAccept: string | null; mayBlock: string | null };

function weaken(walk: Walk, verdict: Verdict["kind"], why: string): void {
  if (verdict === "accept" || verdict === "unknown") walk.mayAccept ??= why;
  if (verdict === "block" || verdict === "unknown") walk.mayBlock ??= why;
}

/** Walks one chain; null means that its end was reached, or a `return`. */
function walkChain(walk: Walk, name: string, isSure: boolean, depth: number): Fate | null {
  const chain = walk.table.chains.get(name);
  if (chain === undefined || depth > MAX_DEPTH) return { outcome: "unknown", why: `chain ${name} cannot be followed` };
  let isCertain = isSure;
  for (const rule of chain.rules) {
    if (++walk.steps > MAX_STEPS) return { outcome: "unknown", why: "the rule set is too large to follow" };
    for (const { certainty, verdict } of rule.effectsOn(walk.packet)) {
      if (certainty === "no" || verdict.kind === "continue") continue;
      const isFinal = isCertain && certainty === "yes";
      if (verdict.kind === "jump" || verdict.kind === "goto") {
        const fate = walkChain(walk, verdict.chain, isFinal, depth + 1);
        if (fate !== null && (isFinal || fate.outcome === "unknown")) return fate;
        if (fate === null && verdict.kind === "goto" && isFinal) return null;
        if (verdict.kind === "goto") isCertain = false;
        continue;
      }
      if (verdict.kind === "return") {
        if (isFinal || certainty === "yes") return null;
        isCertain = false;
        continue;
      }
      if (isFinal) {
        return { outcome: verdict.kind === "unknown" ? "unknown" : verdict.kind, why: rule.text };
      }
      weaken(walk, verdict.kind, rule.text);
      // Should the packet come this far it goes no further; that it may not is remembered as a weakened verdict.
      if (certainty === "yes") return null;
    }
  }
  return null;
}

function fateAt(table: Table, base: BaseChain, packet: Packet): Fate {
  const walk: Walk = { packet, table, steps: 0, mayAccept: null, mayBlock: null };
  const fate = walkChain(walk, base.chain, true, 0) ?? {
    outcome: base.policy,
    why: `the policy of ${base.title} is to ${base.policy === "block" ? "drop" : "accept"}`,
  };
  if (fate.outcome === "block" && walk.mayAccept !== null) return { outcome: "unknown", why: walk.mayAccept };
  if (fate.outcome === "accept" && walk.mayBlock !== null) return { outcome: "unknown", why: walk.mayBlock };
  return fate;
}

/**
 * What becomes of one packet under several tables: the kernel asks every base chain in turn and any of them can stop it
 * (nft(8), "an accept verdict ends only the current base chain"; legacy iptables is asked beside nftables).
 */
export function fateOf(tables: readonly Table[], packet: Packet): Fate {
  const fates = tables
    .filter((table) => table.families.includes(packet.family))
    .flatMap((table) => table.inputs.map((base) => fateAt(table, base, packet)));
  const decisive =
    fates.find(({ outcome }) => outcome === "block") ??
    fates.find(({ outcome }) => outcome === "unknown") ??
    fates.at(-1);
  return (
    decisive ?? { outcome: "accept", why: `no rules decide on inbound ${packet.family === "ipv4" ? "IPv4" : "IPv6"}` }
  );
}
