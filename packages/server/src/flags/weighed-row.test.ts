import type { RuleId } from "@muster/shared/rules.ts";
import { expect, it } from "vitest";
import { evaluate } from "../policy/evaluate.ts";
import type { RuleMemory } from "../policy/situation.ts";
import { account, clamav, contact, DEFAULT_POLICY, outcomes, situation } from "../policy/test-situations.ts";
import { readWeighed, WEIGHED_FORM, weighedRow, withContact } from "./weighed-row.ts";

const NOW = Date.UTC(2026, 10, 23, 9);

const FACTS = {
  ...outcomes(NOW, {
    products: [clamav(NOW - 9 * 86_400_000)],
    accounts: [account("anna", NOW), account("ben", null)],
  }),
  storage: { kind: "unsupported", reason: "no volumes", observedAt: "2026-11-23T09:00:00.000Z", durationMs: 1 },
} as const;

const FAILING: RuleMemory = { status: "fail", since: NOW - 5, failingSince: NOW - 5, failures: [NOW - 5] };
const CONTENT: RuleMemory = { status: "pass", since: NOW - 9, failingSince: null, failures: [] };

it("a machine read back from its short form is judged as by its facts", () => {
  const memory = new Map<RuleId, RuleMemory>([["antivirus-definitions", FAILING]]);
  const whole = situation(FACTS, { now: NOW, memory });
  const { form, body } = weighedRow("m", whole, new Map([...memory, ["firewall-enabled", CONTENT]]));
  expect(form).toBe(WEIGHED_FORM);
  const read = readWeighed(body);
  const short = { ...read, gists: withContact(read.gists, contact(NOW)) };
  expect(short.memory).toEqual(memory);
  expect(short.kinds).toEqual(whole.kinds);
  expect(short.gists).toEqual(whole.gists);
  expect(evaluate({ ...whole, ...short }, DEFAULT_POLICY, NOW)).toEqual(evaluate(whole, DEFAULT_POLICY, NOW));
});

it("what is stored of a known machine has the form that goes by the present number", () => {
  // Differs? Then what a rule weighs has changed: raise WEIGHED_FORM, so that what is stored is worked out anew.
  expect({
    form: WEIGHED_FORM,
    ...JSON.parse(weighedRow("m", situation(FACTS, { now: NOW }), new Map()).body),
  }).toMatchInlineSnapshot(`
    {
      "0": "-rrr---u",
      "1": [
        {
          "plain": "pass",
          "realTime": "fail",
        },
        {
          "product": 0,
          "publishedAt": 1794646800000,
        },
        null,
        {
          "blocking": "pass",
          "on": "pass",
        },
        [
          {
            "setAt": 1795424400000,
            "slackMs": 86400000,
          },
          "unknown",
        ],
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
      ],
      "2": {},
      "form": 1,
    }
  `);
});
