import { expect, test } from "vitest";
import { eventSentence } from "./event-sentence.ts";

test("each kind of event is one sentence in words, not in ids", () => {
  const rule = "firewall-enabled" as const;
  const sentence = "The firewall is off.";
  expect(eventSentence({ kind: "verdict", rule, from: "pass", to: "fail", sentence })).toBe(
    "Firewall on, fails: The firewall is off.",
  );
  expect(eventSentence({ kind: "status", from: "compliant", to: "in-grace", sentence })).toBe(
    "It became in grace: The firewall is off.",
  );
  expect(eventSentence({ kind: "flag-resolved", rule, flagId: "f", sentence })).toBe("Flag resolved, Firewall on.");
  expect(eventSentence({ kind: "facts", probe: "passwords", outcome: "denied", summary: "root is needed" })).toBe(
    "Passwords could not be read: root is needed",
  );
  expect(eventSentence({ kind: "reachability", from: "away", to: "overdue" })).toBe("It became overdue.");
  expect(eventSentence({ kind: "parted", how: "asleep" })).toBe("It was put to sleep.");
});
