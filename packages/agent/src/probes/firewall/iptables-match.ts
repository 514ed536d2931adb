import { addressBetween, addressIn, interfaceIs, isOwnAddress } from "./address-match.ts";
import { any, both, type Certainty, not, type Packet, SOURCE_PORT } from "./packet.ts";

/** One option of a rule with the words that follow it, such as `--dport 22`; `isNegated` when `!` stands before it. */
export type Option = { name: string; words: readonly string[]; isNegated: boolean };

const PROTOCOLS: Record<string, readonly string[]> = { tcp: ["tcp", "6"], udp: ["udp", "17"] };

function portIn(port: number, ranges: string): Certainty {
  return any(
    ranges.split(",").map((range) => {
      const match = /^(\d{0,5})(?:(:)(\d{0,5}))?$/.exec(range);
      if (!match) return "maybe";
      const first = Number(match[1] || 0);
      const last = match[2] === undefined ? first : Number(match[3] || 65_535);
      return port >= first && port <= last ? "yes" : "no";
    }),
  );
}

function sourceIn(packet: Packet, block: string): Certainty {
  const [first, last] = block.split("-");
  if (first !== undefined && last !== undefined) return addressBetween(packet.source, first, last);
  return addressIn(packet.source, block);
}

/** Options that narrow nothing by themselves: a module's name, a remark, or how a target goes about it. */
const NEUTRAL = new Set([
  "-m",
  "--comment",
  "--reject-with",
  "--log-prefix",
  "--log-level",
  "--log-tcp-options",
  "--log-ip-options",
  "--log-uid",
  "--nflog-prefix",
  "--nflog-group",
  "--limit",
  "--limit-burst",
  "--hashlimit-upto",
  "--hashlimit-burst",
  "--hashlimit-mode",
  "--hashlimit-name",
  "--hashlimit-htable-expire",
  "--return-nomatch",
  "--name",
  "--rsource",
  "--mask",
  "--set",
  "--dst-type-note",
]);

function optionHolds(name: string, words: readonly string[], packet: Packet): Certainty {
  const word = words[0] ?? "";
  switch (name) {
    case "-i":
      return interfaceIs(packet.interfaceName, word);
    case "-p":
      return word === "all" || word === "0" || PROTOCOLS[packet.protocol]?.includes(word) ? "yes" : "no";
    case "-s":
    case "--src-range":
      return sourceIn(packet, word);
    case "-d":
      return isOwnAddress(word);
    case "--dport":
    case "--dports":
    case "--ports":
      return portIn(packet.port, word);
    case "--sport":
    case "--sports":
      return portIn(SOURCE_PORT, word);
    case "--ctstate":
    case "--state":
      return word.split(",").includes("NEW") ? "yes" : "no";
    case "--dst-type":
      return word.split(",").includes("LOCAL") ? "yes" : "no";
    case "--src-type":
      return word.split(",").includes("UNICAST") ? "yes" : "no";
    case "--pkt-type":
      return word === "unicast" ? "yes" : "no";
    case "--mark":
      return /^(?:0x)?0(?:$|\/)/i.test(word) ? "yes" : "no";
    case "--tcp-flags":
      return packet.protocol === "tcp" ? synHolds(words) : "no";
    case "--icmp-type":
    case "--icmpv6-type":
    case "--rt-type":
    case "--header":
      return "no";
    case "--match-set":
      // A set's members are not listed here; such sets name known friends or foes, and a stranger is neither.
      return "no";
    case "--connlimit-above":
    case "--hashlimit-above":
    case "--update":
    case "--rcheck":
      return "no";
    case "--invert":
    case "--validmark":
      return "yes";
    default:
      return "maybe";
  }
}

// `--tcp-flags mask comp` (iptables-extensions(8)): a first packet carries SYN alone.
function synHolds([mask = "", set = ""]: readonly string[]): Certainty {
  const masked = mask === "ALL" || mask.split(",").includes("SYN") ? "SYN" : "NONE";
  return (set === "ALL" ? "none of these" : set) === masked ? "yes" : "no";
}

/** Whether a stranger's packet satisfies every option of a rule (iptables(8), iptables-extensions(8)). */
export function optionsHold(options: readonly Option[], packet: Packet): Certainty {
  return options
    .filter(({ name }) => !NEUTRAL.has(name))
    .map(({ name, words, isNegated }) => {
      const holds = optionHolds(name, words, packet);
      return isNegated ? not(holds) : holds;
    })
    .reduce(both, "yes");
}
