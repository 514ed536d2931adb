import { ProblemError } from "./problem-error.ts";

/** Asks whoever is there for a fresh proof; true when it was given. */
type Ask = () => Promise<boolean>;

let ask: Ask | null = null;

/** Says who asks for a proof; returns how to take that back. */
export function askBy(by: Ask): () => void {
  ask = by;
  return () => {
    if (ask === by) ask = null;
  };
}

/** Does something, and once more after a fresh proof where the server wants one. */
export async function withProof<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== "confirmation_needed" || ask === null) throw error;
    if (!(await ask())) throw error;
    return act();
  }
}
