import { createHash } from "node:crypto";

export type Drawn = { id: string; drawn: string };

/**
 * Draws machines so that anybody can repeat it: each id is hashed together with the auditor's words, and the lowest hashes
 * win. Neither the server nor whoever asks can steer it once the words are said.
 */
export function draw(ids: readonly string[], { machines, seed }: { machines: number; seed: string }): Drawn[] {
  return ids
    .map((id) => ({ id, drawn: drawnAs(seed, id) }))
    .sort((a, b) => (a.drawn < b.drawn ? -1 : 1))
    .slice(0, machines);
}

/** SHA-256 (hex) of the words, a line feed and the id. */
export function drawnAs(seed: string, id: string): string {
  return createHash("sha256").update(`${seed}\n${id}`).digest("hex");
}

/** SHA-256 (hex) of all ids in order, each on a line of its own: what the draw was made from. */
export function fleetHash(ids: readonly string[]): string {
  const hash = createHash("sha256");
  for (const id of ids.toSorted((a, b) => (a < b ? -1 : 1))) hash.update(`${id}\n`);
  return hash.digest("hex");
}
