/** Splits rows so that one statement stays far below SQLite's limit of 32,766 bound values. */
export function inChunks<T>(rows: readonly T[], size = 250): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < rows.length; start += size) chunks.push(rows.slice(start, start + size));
  return chunks;
}
