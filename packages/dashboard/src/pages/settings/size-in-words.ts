const UNITS = ["kB", "MB", "GB", "TB"] as const;

/** A size as disks are sold, in thousands: `12.3 MB`. */
export function sizeInWords(bytes: number): string {
  let size = bytes / 1_000;
  let unit = 0;
  while (size >= 1_000 && unit < UNITS.length - 1) {
    size /= 1_000;
    unit++;
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${UNITS[unit]}`;
}
