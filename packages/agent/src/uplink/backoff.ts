const FIRST_MS = 1_000;
const CEILING_MS = 5 * 60_000;

/**
 * Full jitter: a random wait between nothing and a ceiling that doubles with each failure, so that a fleet that lost its
 * server does not come back all at once (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 * @param failures in a row, from 1
 * @param random a number in [0, 1)
 */
export function backoffMs(failures: number, random: number): number {
  return Math.round(random * Math.min(CEILING_MS, FIRST_MS * 2 ** Math.min(failures, 20)));
}
