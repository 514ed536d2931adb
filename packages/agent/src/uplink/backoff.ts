const FIRST_MS = 1_000;
const CEILING_MS = 5 * 60_000;

/**
 * Full jitter: a random wait between nothing and a ceiling that doubles with each failure, so that a fleet that lost its
 * server does not come back all at once (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 * @param failures in a row, from 1
 * @param random a number in [0, 1)
 */
function backoffMs(failures: number, random: number): number {
  return Math.round(random * Math.min(CEILING_MS, FIRST_MS * 2 ** Math.min(failures, 20)));
}

/**
 * The wait before the next try. The first one after a line that broke is spread over the window that the server has asked
 * for: all of a fleet has lost it in the same moment, and the server knows how long it needs to let all of it in again.
 * @param withinMs the server's window; 0 when it has named none
 */
export function returnMs(failures: number, withinMs: number, random: number): number {
  return failures === 1 ? Math.max(backoffMs(1, random), Math.round(random * withinMs)) : backoffMs(failures, random);
}
