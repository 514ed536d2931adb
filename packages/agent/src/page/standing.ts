import type { OutcomesByProbe } from "@muster/shared/report.ts";
import type { AgentStatus } from "../status-file.ts";
import type { Words } from "../words/english.ts";

/** What the running agent knows of this PC at the moment. */
export type Standing = {
  status: AgentStatus;
  server: { address: string; machineId: string };
  /** The facts as they were collected last, whether or not they have been sent; null before the first time. */
  report: { collectedAt: string; outcomes: OutcomesByProbe } | null;
  isCollecting: boolean;
};

export type Tone = "good" | "soon" | "bad" | "unclear";

/** "Am I all right?", in one sentence. */
export function headlineOf(status: AgentStatus | null, words: Words): { tone: Tone; text: string } {
  switch (status?.lastReceipt?.status) {
    case "compliant":
      return { tone: "good", text: words.allRight };
    case "accepted-risk":
      return { tone: "good", text: words.acceptedRisk };
    case "in-grace":
      return { tone: "soon", text: words.inGrace };
    case "non-compliant":
      return { tone: "bad", text: words.toMend };
    case "unknown":
      return { tone: "unclear", text: words.notReadable };
    case "not-covered":
      return { tone: "unclear", text: words.notCovered };
    default:
      return { tone: "unclear", text: words.notJudged };
  }
}

/** A verdict's status as a word and a tone; what a newer server may say is shown as it is. */
export function verdictWord(status: string, words: Words): { tone: Tone; text: string } {
  switch (status) {
    case "pass":
      return { tone: "good", text: words.pass };
    case "warn":
      return { tone: "soon", text: words.warn };
    case "fail":
      return { tone: "bad", text: words.fail };
    case "unknown":
      return { tone: "unclear", text: words.unknown };
    case "not-applicable":
      return { tone: "unclear", text: words.notApplicable };
    default:
      return { tone: "unclear", text: status };
  }
}
