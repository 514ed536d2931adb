import { useEffect, useState } from "react";

/** The present in epoch ms, a second at a time: a clock on a wall is looked at. */
export function useSecond(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
