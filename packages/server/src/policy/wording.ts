/** Made once: a formatter takes longer to make than a machine to judge. */
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** `14 Nov 2026` in UTC: verdicts name dates rather than ages, because a stored sentence must stay true as time passes. */
export function dayText(epochMs: number): string {
  return DAY.format(epochMs);
}

/** `ClamAV`, `ClamAV and Defender`, `A, B and C`. */
export function listText(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** `14 Nov 2026, 09:41 UTC`. */
export function momentText(epochMs: number): string {
  const time = new Date(epochMs).toISOString().slice(11, 16);
  return `${dayText(epochMs)}, ${time} UTC`;
}
