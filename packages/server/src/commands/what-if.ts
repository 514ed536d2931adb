import { AppError } from "@muster/shared/errors.ts";
import { MAX_WHAT_IF_DAYS } from "@muster/shared/limits.ts";
import { RULE_TITLES, type RuleId } from "@muster/shared/rules.ts";
import type { WhatIfDay, WhatIfGroup, WhatIfToday } from "@muster/shared/what-if.ts";
import { openConfiguredStore } from "../compose-store.ts";
import type { ServerConfig } from "../config.ts";
import { parsePolicy } from "../policy/parse-policy.ts";
import { rehearse } from "../rehearsal/rehearse.ts";
import { latestPolicy } from "../store/policies.ts";
import { readDocument } from "./read-document.ts";

type Today = Omit<WhatIfToday, "digestTo">;

/** Says what a document would do to the fleet, now and on past days, and changes nothing. */
export async function whatIf(config: ServerConfig, file: string, options: { json: boolean }): Promise<void> {
  const after = parsePolicy(readDocument(file), file);
  const store = await openConfiguredStore(config);
  try {
    const row = await latestPolicy(store.reader);
    if (!row) throw new AppError("policy_invalid", "\n  No policy is in force yet: start the server once.");
    const before = parsePolicy(row.document, `version ${row.version}`);
    const progress = options.json ? () => {} : showProgress();
    let today: Today | null = null;
    const days = await rehearse(
      store.reader,
      { before, after },
      {
        now: Date.now(),
        days: MAX_WHAT_IF_DAYS,
        known: new Map(),
        pause: async () => {},
        onToday: (given) => {
          today = given;
          if (!options.json) console.log(`Against version ${row.version}, which is in force:\n${todayInWords(given)}`);
        },
        onProgress: progress,
      },
    );
    if (options.json) console.log(JSON.stringify({ basedOn: row.version, today, days }));
    else console.log(daysInWords(days));
  } finally {
    await store.close();
  }
}

/** Draws on the terminal only: a pipe gets the answer alone. */
function showProgress(): (share: number) => void {
  let shown = -1;
  return (share) => {
    const percent = Math.floor(share * 100);
    if (!process.stderr.isTTY || percent === shown) return;
    shown = percent;
    process.stderr.write(percent >= 100 ? "\r\x1b[K" : `\rJudging the fleet: ${percent} %`);
  };
}

function todayInWords({ machines, newlyFailing, newlyWarned, recovered, moves, before, after }: Today): string {
  const lines = [
    `${machines} machines now.`,
    ...groupInWords("would newly fail a rule", newlyFailing),
    ...groupInWords("would newly be warned of", newlyWarned),
    ...groupInWords("would fail no rule any more", recovered),
    ...moves.map(({ from, to, count }) => `  ${count} from ${from} to ${to}`),
  ];
  const rules = new Set([...Object.keys(before.byRule), ...Object.keys(after.byRule)]) as Set<RuleId>;
  for (const rule of rules) {
    const [was, becomes] = [before.byRule[rule], after.byRule[rule]];
    if (was?.fail === becomes?.fail && was?.warn === becomes?.warn) continue;
    lines.push(
      `  ${RULE_TITLES[rule]}: ${was?.fail ?? 0} -> ${becomes?.fail ?? 0} fail, ${was?.warn ?? 0} -> ${becomes?.warn ?? 0} warned`,
    );
  }
  return lines.join("\n");
}

function groupInWords(what: string, { count, examples }: WhatIfGroup): string[] {
  return [
    `${count} ${what}${count > 0 ? ", such as:" : "."}`,
    ...examples.map((each) => `  ${each.name}: ${each.sentence}`),
  ];
}

function daysInWords(days: readonly WhatIfDay[]): string {
  const lines = days.map(
    (day) =>
      `  ${day.day}  ${day.machines} machines, failing ${day.failingBefore} -> ${day.failingAfter} (${day.newlyFailing} more, ${day.recovered} fewer)`,
  );
  return ["At the end of past days (silence, clocks, graces and waivers aside):", ...lines].join("\n");
}
