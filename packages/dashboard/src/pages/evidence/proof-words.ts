import type { EvidenceMachine, EvidencePack, SealState } from "@muster/shared/evidence.ts";

type Counts = { sealed: number; notYet: number; gone: number; altered: number; shown: number; differing: number };

/** How much of what a pack shows is sealed, and how many rules are judged otherwise today than was written down then. */
export function countProofs(machines: readonly EvidenceMachine[]): Counts {
  const counts: Counts = { sealed: 0, notYet: 0, gone: 0, altered: 0, shown: 0, differing: 0 };
  const take = (state: SealState): void => {
    counts.shown++;
    if (state === "sealed") counts.sealed++;
    if (state === "not-yet") counts.notYet++;
    if (state === "gone") counts.gone++;
    if (state === "altered") counts.altered++;
  };
  for (const machine of machines) {
    for (const fact of machine.facts) take(fact.seal);
    if (machine.statusSince) take(machine.statusSince.seal);
    for (const { recorded, judgedAnew } of machine.verdicts) {
      if (recorded) take(recorded.seal);
      if (recorded && judgedAnew && recorded.status !== judgedAnew.status) counts.differing++;
    }
  }
  return counts;
}

/** What an auditor should know before anything else, worst first. */
export function proofSentences({
  body,
}: Pick<EvidencePack, "body">): { tone: "bad" | "warn" | "good"; sentence: string }[] {
  const { sealed, notYet, gone, altered, shown, differing } = countProofs(body.machines);
  const told: ReturnType<typeof proofSentences> = [];
  if (altered > 0) {
    told.push({
      tone: "bad",
      sentence: `${altered} of ${shown} rows are not what was sealed: the store was changed afterwards.`,
    });
  }
  if (differing > 0) {
    told.push({
      tone: "bad",
      sentence: `${verdicts(differing)} judged anew ${differing === 1 ? "differs" : "differ"} from what was written down.`,
    });
  }
  if (gone > 0)
    told.push({
      tone: "warn",
      sentence: `${gone} of ${shown} rows are too old to be kept whole: they are told, not proved.`,
    });
  if (notYet > 0) {
    told.push({
      tone: "warn",
      sentence: `${notYet} of ${shown} rows were not sealed yet. A day is sealed soon after its end (UTC).`,
    });
  }
  if (sealed === shown && shown > 0) {
    told.push({ tone: "good", sentence: `All ${shown} rows stand under a seal and are as they were sealed.` });
  } else if (sealed > 0) {
    told.push({ tone: "good", sentence: `${sealed} of ${shown} rows stand under a seal and are as they were sealed.` });
  }
  if (differing === 0 && shown > 0) {
    told.push({
      tone: "good",
      sentence: "Judged anew by the policy of then, every verdict is as it was written down.",
    });
  }
  return told;
}

function verdicts(count: number): string {
  return count === 1 ? "1 verdict" : `${count} verdicts`;
}

export const SEAL_WORDS: Record<SealState, string> = {
  sealed: "sealed",
  "not-yet": "not sealed yet",
  gone: "no longer kept whole",
  altered: "not what was sealed",
};
