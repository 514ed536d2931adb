import type { WhatIf } from "@muster/shared/what-if.ts";
import { useEffect, useState } from "react";
import { cancelWhatIf, getWhatIf, startWhatIf } from "../../api/commands.ts";

/** How often is asked how far a rehearsal has come, in ms. */
const ASK_MS = 400;

type State = { document: string; whatIf: WhatIf | null; error: unknown };

/** Rehearses a document and follows the rehearsal to its end; null asks for none. Another document ends the one before. */
export function useWhatIf(document: string | null): { whatIf: WhatIf | null; error: unknown } {
  const [state, setState] = useState<State | null>(null);
  useEffect(() => {
    if (document === null) return;
    const leaving = new AbortController();
    const tell = (whatIf: WhatIf | null, error: unknown): void => {
      if (!leaving.signal.aborted) setState({ document, whatIf, error });
    };
    follow(document, leaving.signal, (whatIf) => tell(whatIf, null)).catch((error: unknown) => tell(null, error));
    return () => leaving.abort();
  }, [document]);
  return state !== null && state.document === document ? state : { whatIf: null, error: null };
}

async function follow(document: string, signal: AbortSignal, tell: (whatIf: WhatIf) => void): Promise<void> {
  let whatIf = await startWhatIf(document);
  tell(whatIf);
  while (whatIf.state === "running") {
    await pause(ASK_MS, signal);
    if (signal.aborted) {
      // Whoever comes next cancels it as well; an answer that it is over already is as good.
      await cancelWhatIf(whatIf.id).catch(() => {});
      return;
    }
    whatIf = await getWhatIf(whatIf.id, signal);
    tell(whatIf);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
