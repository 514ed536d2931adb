import type { RuleId } from "@muster/shared/rules.ts";
import type { Contact } from "../policy/contact.ts";
import { RULES } from "../policy/rules/index.ts";
import type { RuleMemory, Weighed } from "../policy/situation.ts";
import type { WeighedTable } from "../store/schema.ts";

/**
 * The form of stored gists. A change of what a rule weighs makes the stored ones wrong: raise it then, and they are worked
 * out anew of the facts.
 */
export const WEIGHED_FORM = 1;

type Body = {
  kinds: Weighed["kinds"];
  gists: Partial<Record<RuleId, unknown>>;
  memory: Partial<Record<RuleId, RuleMemory>>;
};

/** Puts what was weighed, and what is remembered of failures, into the short form. What hangs on contact stays out. */
export function weighedRow(
  machineId: string,
  { kinds, gists }: Weighed,
  memory: ReadonlyMap<RuleId, RuleMemory>,
): WeighedTable {
  const body: Body = { kinds, gists: {}, memory: {} };
  RULES.forEach((rule, index) => {
    if (rule.reads !== "contact") body.gists[rule.id] = gists[index];
  });
  for (const [rule, { status, since, failingSince, failures }] of memory) {
    // A rule that is content and has not failed of late remembers nothing that a later judgement would ask for.
    if (status !== "fail" && status !== "unknown" && failures.length === 0) continue;
    body.memory[rule] = { status, since, failingSince, failures };
  }
  return { machine_id: machineId, form: WEIGHED_FORM, body: JSON.stringify(body) };
}

const NOTHING: ReadonlyMap<RuleId, RuleMemory> = new Map();

/** Reads the short form of this version back. */
export function readWeighed(text: string, contact: Contact): Weighed & { memory: ReadonlyMap<RuleId, RuleMemory> } {
  // Only weighedRow writes it, and the form has been compared: a schema would cost more than the judging.
  const { kinds, gists, memory } = JSON.parse(text) as Body;
  const remembered = Object.entries(memory) as [RuleId, RuleMemory][];
  return {
    kinds,
    gists: RULES.map((rule) => (rule.reads === "contact" ? rule.gist(contact) : gists[rule.id])),
    memory: remembered.length === 0 ? NOTHING : new Map(remembered),
  };
}
