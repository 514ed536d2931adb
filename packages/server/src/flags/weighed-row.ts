import { PROBE_IDS } from "@muster/shared/facts/index.ts";
import type { ProbeOutcome } from "@muster/shared/report.ts";
import type { RuleId } from "@muster/shared/rules.ts";
import type { Contact } from "../policy/contact.ts";
import { RULES } from "../policy/rules/index.ts";
import type { RuleMemory, Weighed } from "../policy/situation.ts";
import type { WeighedTable } from "../store/schema.ts";

/**
 * The form of what is stored. A change of what a rule weighs, or of the catalogues' order, makes it wrong: raise it then, and
 * all is worked out anew of the facts.
 */
export const WEIGHED_FORM = 1;

/** A letter per probe, a gist per rule, and what rules remember: lists, since a whole fleet of them is parsed at once. */
type Body = [kinds: string, gists: unknown[], memory: Partial<Record<RuleId, RuleMemory>>];

const LETTERS: Record<ProbeOutcome["kind"], string> = { read: "r", unsupported: "u", denied: "d", failed: "f" };
const NONE = "-";

/** Puts what was weighed, and what is remembered of failures, into the short form. What hangs on contact stays out. */
export function weighedRow(
  machineId: string,
  { kinds, gists }: Weighed,
  memory: ReadonlyMap<RuleId, RuleMemory>,
): WeighedTable {
  const remembered: Body[2] = {};
  for (const [rule, { status, since, failingSince, failures }] of memory) {
    // A rule that is content and has not failed of late remembers nothing that a later judgement would ask for.
    if (status !== "fail" && status !== "unknown" && failures.length === 0) continue;
    remembered[rule] = { status, since, failingSince, failures };
  }
  const letters = PROBE_IDS.map((probe) => letterOf(kinds[probe])).join("");
  const body: Body = [
    letters,
    RULES.map((rule, index) => (rule.reads === "contact" ? null : gists[index])),
    remembered,
  ];
  return { machine_id: machineId, form: WEIGHED_FORM, body: JSON.stringify(body) };
}

function letterOf(kind: ProbeOutcome["kind"] | undefined): string {
  return kind === undefined ? NONE : LETTERS[kind];
}

const NOTHING: ReadonlyMap<RuleId, RuleMemory> = new Map();

/** Reads the short form of this version back; what hangs on contact is still to be added by {@link withContact}. */
export function readWeighed(text: string): Weighed & { memory: ReadonlyMap<RuleId, RuleMemory> } {
  // Only weighedRow writes it, and the form has been compared: a schema would cost more than the judging.
  const [letters, gists, memory] = JSON.parse(text) as Body;
  for (let index = 0; index < gists.length; index++) {
    // JSON has no undefined, and no rule weighs its facts to null.
    if (gists[index] === null) gists[index] = undefined;
  }
  const remembered = Object.entries(memory) as [RuleId, RuleMemory][];
  return { kinds: kindsOf(letters), gists, memory: remembered.length === 0 ? NOTHING : new Map(remembered) };
}

/** The gists of a machine with those that hang on contact. */
export function withContact(gists: Weighed["gists"], contact: Contact): unknown[] {
  const all = gists.slice();
  for (const [index, rule] of CONTACT_RULES) all[index] = rule.gist(contact);
  return all;
}

const CONTACT_RULES = [...RULES.entries()].filter(([, rule]) => rule.reads === "contact");

/** Fleets have few combinations; each is made once. */
const KINDS = new Map<string, Weighed["kinds"]>();

function kindsOf(letters: string): Weighed["kinds"] {
  const known = KINDS.get(letters);
  if (known) return known;
  const named = Object.entries(LETTERS) as [ProbeOutcome["kind"], string][];
  const kinds = Object.fromEntries(
    PROBE_IDS.flatMap((probe, index) => {
      const kind = named.find(([, letter]) => letter === letters[index])?.[0];
      return kind === undefined ? [] : [[probe, kind]];
    }),
  );
  KINDS.set(letters, kinds);
  return kinds;
}
