import { localProblem, ProblemError } from "../../api/problem-error.ts";

/** Stands on the wall while there are no figures: why, and who can do what about it. */
export function WallNotice({ error }: { error: Error | null }) {
  const { problem } = error instanceof ProblemError ? error : localProblem("internal", String(error));
  return (
    <main className="wall wall-notice">
      <img src="/icon.svg" alt="" className="wall-mark" />
      <h1 className="wall-sentence">{error === null ? "Counting the machines" : problem.title}</h1>
      {error !== null && <p role="alert">{problem.remedy}</p>}
    </main>
  );
}
