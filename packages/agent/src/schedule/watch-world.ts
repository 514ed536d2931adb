/** What the world looks like at one instant, as far as it can make a fresh collection worth while. */
export type Sight = {
  /** Epoch ms by the machine's clock, and ms that no change of that clock moves. */
  wallMs: number;
  monotonicMs: number;
  /** The addresses that the machine has now, in a text that differs when they do. */
  network: string;
};

export type WorldChange = "woke" | "clock-moved" | "network-changed";

/** Between two looks, in ms. Short enough to collect within seconds of waking, long enough to cost nothing. */
export const LOOK_EVERY_MS = 10_000;

/** The clocks may drift apart by this much between two looks, in ms, before it means anything: time servers correct gently. */
const CLOCK_SLACK_MS = 30_000;

/** A look that comes so much later than it was meant to, in ms, was held up by more than a busy machine. */
const LATE_MS = 60_000;

/**
 * What has changed between two looks; null for nothing. A machine that slept is told by its clock, which went on while the
 * monotonic one stood still (Linux, macOS), or by the look's own lateness (Windows, where both go on).
 */
export function changeBetween(before: Sight, after: Sight): WorldChange | null {
  const wallMs = after.wallMs - before.wallMs;
  const monotonicMs = after.monotonicMs - before.monotonicMs;
  if (monotonicMs > LOOK_EVERY_MS + LATE_MS) return "woke";
  const aheadMs = wallMs - monotonicMs;
  // Nothing tells a sleep from a clock set forward, and either is a reason to look; nobody sleeps for over a month.
  if (aheadMs > CLOCK_SLACK_MS) return aheadMs < 35 * 86_400_000 ? "woke" : "clock-moved";
  if (aheadMs < -CLOCK_SLACK_MS) return "clock-moved";
  return after.network === before.network ? null : "network-changed";
}

/** Looks every so often and tells what has changed, until the signal aborts. */
export function watchWorld(options: {
  look: () => Sight;
  onChange: (change: WorldChange) => void;
  signal: AbortSignal;
}): void {
  const { look, onChange, signal } = options;
  let before = look();
  const timer = setInterval(() => {
    const after = look();
    const change = changeBetween(before, after);
    before = after;
    if (change) onChange(change);
  }, LOOK_EVERY_MS);
  timer.unref();
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
}
