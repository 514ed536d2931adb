/** Which things changed lately, so that whoever was away for a while can be told what they missed. */
export type ChangeLog = {
  note(ids: Iterable<string>): void;
  /** Names the present moment; to be handed back to `since`. */
  position(): string;
  /** What changed after a position; null when that is not known: another run's, or too much has happened since. */
  since(position: string): string[] | null;
};

/**
 * Remembers each thing's last change, for as many things as `capacity`.
 * @param run tells this log from those of other runs and other servers.
 */
export function createChangeLog({ run, capacity }: { run: string; capacity: number }): ChangeLog {
  /** The step of each thing's last change; a Map keeps the order of insertion, so that the oldest stands first. */
  const lastChange = new Map<string, number>();
  let step = 0;
  let forgottenUpTo = 0;

  return {
    note: (ids) => {
      step++;
      for (const id of ids) {
        lastChange.delete(id);
        lastChange.set(id, step);
      }
      for (const [id, changedAt] of lastChange) {
        if (lastChange.size <= capacity) break;
        lastChange.delete(id);
        forgottenUpTo = changedAt;
      }
    },
    position: () => `${run}:${step}`,
    since: (position) => {
      const [ofRun, number] = position.split(":");
      const from = Number(number);
      if (ofRun !== run || !Number.isInteger(from) || from < forgottenUpTo || from > step) return null;
      return [...lastChange].filter(([, changedAt]) => changedAt > from).map(([id]) => id);
    },
  };
}
