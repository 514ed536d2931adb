/** The lines of a text, whatever the line ends, without those that are blank. */
export function linesOf(text: string): string[] {
  return (text.match(/[^\r\n]+/g) ?? []).filter((line) => line.trim() !== "");
}

/** Reads `KEY=value` lines with optional quotes, as in `/etc/os-release` (os-release(5)); `#` starts a comment. */
export function parseAssignments(text: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const line of linesOf(text)) {
    const match = /^\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line);
    if (match?.[1] === undefined || match[2] === undefined) continue;
    values.set(match[1], match[2].trim().replace(/^(["'])(.*)\1$/, "$2"));
  }
  return values;
}
