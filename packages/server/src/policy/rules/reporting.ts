import { describeSpan } from "@muster/shared/calendar.ts";
import { type Contact, overdueAt, reachOf, silentSince } from "../contact.ts";
import { defineRule, inWords } from "../rule.ts";
import { momentText } from "../wording.ts";

const STATUS = { online: "pass", asleep: "pass", away: "pass", overdue: "warn", missing: "fail" } as const;

export const reporting = defineRule({
  id: "reporting",
  reads: "contact",
  controls: ["ISO 27001 A.8.16", "CIS 1.1", "SOC 2 CC7.2"],
  whenUnsupported: "unknown",
  gist: (contact): Contact => contact,
  judge(contact, _settings, now, { calendar, reachability }) {
    const reach = reachOf(contact, reachability, calendar, now);
    const status = STATUS[reach.reachability];
    // That a machine goes from online to away on the way is no change of this verdict.
    const changesAt = status === "pass" ? overdueAt(contact, reachability, calendar) : reach.changesAt;
    return { status, changesAt, decider: -1 };
  },
  explain(contact, { status }, _settings, _now, { reachability }) {
    const from = silentSince(contact);
    const limit = `a word within ${describeSpan(reachability.missingAfter)}`;
    const told = { limit, source: "what the server heard of the agent", confidence: "date" } as const;
    if (contact.parting === "removed") {
      return inWords(`Its agent was removed on ${momentText(from)}.`, { ...told, measured: "agent removed" });
    }
    if (status === "pass") return inWords("It reports as it should.", { ...told, measured: "in contact" });
    const since = contact.lastSeenAt === null ? "never, though it was enrolled on" : "since";
    const silent = { ...told, measured: `silent since ${momentText(from)}`, countedFrom: from };
    return inWords(`Nothing was heard of it ${since} ${momentText(from)}.`, silent);
  },
  remedies: {
    linux: ["Turn the machine on and connect it to the network.", "Check the agent: npm run agent -- status"],
    darwin: ["Turn the Mac on and connect it to the network.", "Check the agent: npm run agent -- status"],
    win32: ["Turn the PC on and connect it to the network.", "Check the agent: npm run agent -- status"],
  },
});
