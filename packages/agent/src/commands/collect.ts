import { PROBE_IDS, PROBES } from "@muster/shared/facts/index.ts";
import { collectHere } from "../compose.ts";
import type { AgentConfig } from "../config.ts";

/** Prints what this machine would send, whole. Nothing is sent and nothing is kept. */
export async function collect(config: AgentConfig, options: { json: boolean }): Promise<void> {
  const outcomes = await collectHere(config);
  if (options.json) {
    console.log(JSON.stringify(outcomes, null, 2));
    return;
  }
  for (const probe of PROBE_IDS) {
    const outcome = outcomes[probe];
    if (!outcome) continue;
    console.log(`\n${PROBES[probe].title} (${outcome.kind}, ${Math.round(outcome.durationMs)} ms)`);
    if (outcome.kind === "read") printFields(outcome.facts, "  ");
    else console.log(`  ${outcome.reason}`);
  }
}

/** Nested facts as indented lines, a dash before each item of a list. */
function printFields(value: object, indent: string): void {
  for (const [key, field] of Object.entries(value)) {
    if (Array.isArray(field)) {
      console.log(`${indent}${key}: ${field.length === 0 ? "none" : ""}`);
      for (const item of field) {
        if (item !== null && typeof item === "object") {
          console.log(`${indent}  -`);
          printFields(item, `${indent}    `);
        } else console.log(`${indent}  - ${item}`);
      }
    } else if (field !== null && typeof field === "object") {
      console.log(`${indent}${key}:`);
      printFields(field, `${indent}  `);
    } else console.log(`${indent}${key}: ${field ?? "-"}`);
  }
}
