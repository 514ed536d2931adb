import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answered } from "../probes/answer.ts";
import { READERS } from "../probes/catalogue.ts";
import type { AnyReader } from "../probes/reader.ts";
import { scriptedAsk } from "../probes/scripted-ask.ts";
import { replay } from "./replay.ts";

const EVERY_SOURCE = READERS.flatMap(({ probe, platform, sources }) =>
  sources.map(({ id }) => ({ probe, platform, sourceId: id, label: `${probe} ${platform} ${id}` })),
);
type Place = (typeof EVERY_SOURCE)[number];

const NOW_MS = Date.UTC(2026, 5, 1);

async function outcomeOf(place: Place, stdout: string, stderr = "", exitCode = 0) {
  const outcome = await replay({ ...place, answer: answered(stdout, stderr, exitCode), nowMs: NOW_MS });
  if (outcome === null) throw new Error(`no source ${place.label}`);
  return outcome;
}

/** Every judgement-like word in the facts: `on` and `off` wherever a state stands. */
function switchesIn(value: unknown): string[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    (entry === "on" || entry === "off") && /^(?:state|realTime|automatic|definitionsAutomatic)$/.test(key)
      ? [entry]
      : switchesIn(entry),
  );
}

function reasonOf(outcome: { kind: string; reason?: unknown }): string {
  return typeof outcome.reason === "string" ? outcome.reason : "";
}

/** Text that no tool prints: words of the tools in no order that makes sense, JSON of other things, and plain noise. */
const anything = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.json({ maxDepth: 4 }),
  fc
    .array(
      fc.constantFrom(
        "is",
        "State",
        "=",
        "the",
        "{",
        "}",
        '"',
        "null",
        "Defau",
        "<key>",
        "\n",
        "\u0000",
        "99999999999999999999",
        "enable",
        "-A",
        ":",
        "::::::::",
        "\t",
      ),
      { maxLength: 60 },
    )
    .map((words) => words.join(" ")),
);

// A lone word or digit is what some tools do print (`defaults`, `gsettings`).
const nonsense = anything.filter((text) => !/^\s*(?:true|false|[012])\s*$/.test(text));

describe("any text in the place of any source", () => {
  it.each(EVERY_SOURCE)("never throws, nor says on or off: $label", async (place) => {
    await fc.assert(
      fc.asyncProperty(nonsense, nonsense, fc.constantFrom(0, 1, 2, 252), async (stdout, stderr, exitCode) => {
        const outcome = await outcomeOf(place, stdout, stderr, exitCode);
        expect(reasonOf(outcome)).not.toMatch(/Unexpected fault|do not have their form/);
        expect(switchesIn(outcome)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

/** Each repeated over and over; the worst that a parser with a greedy pattern or with recursion could meet. */
const FILLERS = [
  "a",
  " ",
  "\n",
  "[",
  '{"a":',
  '"',
  '-A INPUT -m x --y ! "\\" -j web\n',
  ":INPUT DROP [0:0]\n*filter\n",
  "name:x:1000:1000::/:/bin/sh\n",
  "- \n<key>passwordLastSetTime</key>  ",
  "RecordName: a\n-\n",
  "XProtect launch scans: enabled ",
  "* Label: ",
  "AzureAdJoined : ",
  'KEY="value\n',
  "0x00000001: ",
];

const HALF_A_MEGABYTE = 512 * 1024;

/** What a command may print at most (see run-command.ts); no file may be as long. */
const LONGEST = 8 * 1024 * 1024;

const repeated = (filler: string, length: number) => filler.repeat(Math.ceil(length / filler.length));

async function timeOf(reader: AnyReader, text: string): Promise<number> {
  const startedMs = performance.now();
  await reader.read(scriptedAsk({}, answered(text, text)));
  return performance.now() - startedMs;
}

describe("a long answer from every source at once", () => {
  // Every filler is timed at a length where time that grows with the square shows already; the slowest, at the longest.
  it.each(READERS.map((reader) => ({ reader, label: `${reader.probe} ${reader.platform}` })))(
    "is read in bounded time: $label",
    async ({ reader }) => {
      let slowest = { filler: FILLERS[0] ?? "", timeMs: 0 };
      for (const filler of FILLERS) {
        const timeMs = await timeOf(reader, repeated(filler, HALF_A_MEGABYTE));
        expect(timeMs, JSON.stringify(filler)).toBeLessThan(1_000);
        if (timeMs > slowest.timeMs) slowest = { filler, timeMs };
      }
      const longMs = await timeOf(reader, repeated(slowest.filler, LONGEST));
      expect(longMs, JSON.stringify(slowest.filler)).toBeLessThan(8_000);
    },
    120_000,
  );
});
