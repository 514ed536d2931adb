/** An answer is good for so long, in ms: however often is asked, the store is not kept busy by it. */
const GOOD_FOR_MS = 2_000;

/** A store that has not written by then, in ms, counts as one that cannot. */
const WRITE_WITHIN_MS = 5_000;

export type Readiness = {
  /** Why the server cannot take work now; null when it can. */
  whyNot(): Promise<string | null>;
  /** From now on it takes no more. */
  drain(): void;
};

/** Whether whoever balances load or supervises may send work here: only a store that really writes counts. */
export function createReadiness(options: {
  now: () => number;
  /** Makes something small durable, or rejects. */
  tryWrite: () => Promise<unknown>;
  onError: (error: unknown) => void;
}): Readiness {
  const { now, tryWrite, onError } = options;
  let isDraining = false;
  let last: { at: number; why: Promise<string | null> } | null = null;

  const look = async (): Promise<string | null> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve("The store is too slow to write."), WRITE_WITHIN_MS);
    });
    try {
      return await Promise.race([tryWrite().then(() => null), late]);
    } catch (error) {
      onError(error);
      return "The store cannot be written.";
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    whyNot: () => {
      if (isDraining) return Promise.resolve("The server is stopping.");
      // A clock that went back must not make an old answer last.
      if (last === null || Math.abs(now() - last.at) >= GOOD_FOR_MS) last = { at: now(), why: look() };
      return last.why;
    },
    drain: () => {
      isDraining = true;
    },
  };
}
