import { useNow } from "./clock.ts";
import { exactTime, relativeTime } from "./relative-time.ts";

/** An instant as its distance from now, with the exact instant and zone on hover. */
export function TimeAgo({ at }: { at: string }) {
  const now = useNow();
  const instant = Date.parse(at);
  return (
    <time dateTime={at} title={exactTime(instant)}>
      {relativeTime(instant, now)}
    </time>
  );
}
