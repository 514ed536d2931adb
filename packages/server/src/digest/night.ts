/** A wall-clock time in a zone, such as 06:00 in Europe/Berlin. */
export type DigestTime = { hour: number; minute: number; timeZone: string };

/** The local date at an instant, such as `2026-11-23`: the name of the night that ends on that morning. */
export function nightOf(now: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(now);
}

/** Whether the digest's time has come on the local day of an instant. */
export function isDue(now: number, time: DigestTime): boolean {
  const local = new Intl.DateTimeFormat("en-GB", {
    timeZone: time.timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(now);
  const wanted = `${String(time.hour).padStart(2, "0")}:${String(time.minute).padStart(2, "0")}`;
  return local >= wanted;
}
