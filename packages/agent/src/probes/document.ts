import { PROBE_IDS, PROBES, type ProbeId } from "@muster/shared/facts/index.ts";
import type { Platform } from "@muster/shared/facts/machine.ts";
import { READERS } from "./catalogue.ts";
import { DEFAULT_PATHS } from "./probe-paths.ts";
import type { AnyReader, FactOrigin } from "./reader.ts";
import { describeSource } from "./source.ts";

const PLATFORMS: Record<Platform, string> = { linux: "Linux", win32: "Windows", darwin: "macOS" };

function cell(text: string | null): string {
  return (text ?? "-").replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** A Markdown table with its columns filled up to one width, as the formatter of this repository writes it. */
function table(heading: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  const cells = [heading, ...rows].map((row) => row.map(cell));
  const widths = heading.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[], filler: string) =>
    `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0, filler)).join(" | ")} |`;
  const [first = [], ...others] = cells;
  return [
    line(first, " "),
    line(
      heading.map(() => ""),
      "-",
    ),
    ...others.map((row) => line(row, " ")),
  ].join("\n");
}

/** The highest privilege that a fact's source needs, by the sources that its origin names. */
function privilegeOf(reader: AnyReader, { source }: FactOrigin): string {
  const named = reader.sources.filter(({ id }) => source.split(/,\s*/).includes(id));
  return named.find(({ privilege }) => privilege !== "none")?.privilege ?? "none";
}

function readersOf(probe: ProbeId): AnyReader[] {
  const order = Object.keys(PLATFORMS);
  return READERS.filter((reader) => reader.probe === probe).sort(
    (a, b) => order.indexOf(a.platform) - order.indexOf(b.platform),
  );
}

function documentReader(reader: AnyReader): string {
  const sources = reader.sources.map((source) => [
    `\`${source.id}\``,
    `\`${describeSource(source, DEFAULT_PATHS)}\``,
    source.tells,
    source.privilege,
  ]);
  const origins = reader.origins.map(({ fact, source, fallback, confidence, gaps }) => [
    fact,
    source,
    fallback,
    confidence,
    gaps,
  ]);
  return [
    `## ${PLATFORMS[reader.platform]}`,
    "",
    table(["source id", "what it stands for", "what it tells", "privilege"], sources),
    "",
    table(["fact", "source", "fallback", "confidence", "not covered"], origins),
    "",
  ].join("\n");
}

const REPLAY = "npm run agent -- parse PROBE --platform PLATFORM --source ID";

/** The page of one probe, as Markdown: each platform with its sources and the facts that come of them. */
export function documentProbe(probe: ProbeId): string {
  return [
    `# ${PROBES[probe].title}: where it is read`,
    "",
    "Written from the probe's own description; a test holds it up to date (`npx vitest run packages/agent --update` writes it anew).",
    `A capture of any source below can be read with \`${REPLAY.replace("PROBE", probe)}\`.`,
    "",
    ...readersOf(probe).map(documentReader),
  ].join("\n");
}

/** The table of every fact on every OS, as Markdown. */
export function documentFacts(): string {
  return [
    "# What the probes read",
    "",
    "Every fact on every OS: where it comes from, what stands in for it, the privilege that the source needs, how far the",
    "value can be trusted, and what is not covered yet and why. Written from the probes' own descriptions; a test holds it",
    "up to date. A probe ends in one of four outcomes: read, unsupported, denied or failed, each but the first with its",
    "reason. No probe judges: the server does.",
    "",
    ...PROBE_IDS.flatMap((probe) => [
      `## [${PROBES[probe].title}](${probe}.md)`,
      "",
      table(
        ["OS", "fact", "source", "fallback", "privilege", "confidence", "not covered"],
        readersOf(probe).flatMap((reader) =>
          reader.origins.map((origin) => [
            PLATFORMS[reader.platform],
            origin.fact,
            origin.source,
            origin.fallback,
            privilegeOf(reader, origin),
            origin.confidence,
            origin.gaps,
          ]),
        ),
      ),
      "",
    ]),
    "## What no test has run on",
    "",
    "Linux is read for real in the tests, with nftables, iptables, ufw, firewalld, useradd, chage and clamd. What belongs to",
    "Windows, to macOS and to products under licence is tested on fixtures with invented values, in the form that the vendor or",
    "public tools show; a capture from the field is the proof, and `parse` reads it.",
    "",
    "## Where this differs from what other agents do",
    "",
    "- iptables is read by `iptables-save`, not `iptables -S`: its `COMMIT` shows that nothing is cut off, while a listing by",
    "  `-S` that ends early at a line's end looks whole, and may look closed. `-S` stands in where there is no `iptables-save`.",
    "- The Linux firewall is judged by following a stranger's packet through the rules: TCP and UDP, four ports each, by every",
    "  interface with a default route. A rule whose match is not understood and which would decide makes the state unknown.",
    "- On Linux the hardware is read from the kernel's files; `systeminformation` starts several programs for the same, so it",
    "  serves macOS alone.",
    "",
  ].join("\n");
}
