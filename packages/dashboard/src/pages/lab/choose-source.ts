import type { ProbeId } from "@muster/shared/facts/index.ts";
import type { Platform } from "@muster/shared/facts/machine.ts";
import type { ParserSource } from "@muster/shared/parser-lab.ts";

type Wanted = { platform?: Platform | undefined; probe?: ProbeId | undefined; source?: string | undefined };

/**
 * The source that comes closest to what is wanted: the platform counts most, then the probe, then the source itself; where one
 * of them does not go with the others the first that does is taken. Null when there is none at all.
 */
export function chooseSource(sources: readonly ParserSource[], wanted: Wanted): ParserSource | null {
  const closeness = ({ platform, probe, id }: ParserSource) =>
    (platform === wanted.platform ? 4 : 0) + (probe === wanted.probe ? 2 : 0) + (id === wanted.source ? 1 : 0);
  let best: ParserSource | null = null;
  for (const source of sources) if (best === null || closeness(source) > closeness(best)) best = source;
  return best;
}
