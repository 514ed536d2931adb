/** Tenths of a percent, downwards: 100 % is said of all alone, and never of all but one. */
export function share(part: number, whole: number): string {
  if (whole === 0) return "–";
  const tenths = Math.floor((part / whole) * 1_000);
  return `${tenths === 1_000 ? "100" : (tenths / 10).toFixed(1)} %`;
}
