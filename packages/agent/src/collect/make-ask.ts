import type { Answer } from "../probes/answer.ts";
import type { Ask } from "../probes/reader.ts";
import type { PowerShellSource, Source } from "../probes/source.ts";
import type { AskOptions, Sources } from "../sources/sources.ts";

export type AskAllOptions = AskOptions & {
  sources: Sources;
  /** Everything that will be asked of PowerShell, so that one process answers it all. */
  powerShellSources: readonly PowerShellSource[];
  onAnswer?: (source: Source, answer: Answer) => void;
};

/** Builds the `ask` of one collection: a source asked twice is read once, and PowerShell starts at the first need of it. */
export function makeAsk({ sources, powerShellSources, onAnswer, ...options }: AskAllOptions): Ask {
  const answers = new Map<Source, Promise<Answer>>();
  let batch: Promise<Answer[]> | undefined;

  const askOnce = async (source: Source): Promise<Answer> => {
    if (source.kind !== "powershell") return sources.ask(source, options);
    batch ??= sources.askPowerShell(powerShellSources, options);
    return (await batch)[powerShellSources.indexOf(source)] ?? { kind: "skipped" };
  };

  return (source) => {
    const known = answers.get(source);
    if (known) return known;
    const answer = askOnce(source).then((given) => {
      onAnswer?.(source, given);
      return given;
    });
    answers.set(source, answer);
    return answer;
  };
}
