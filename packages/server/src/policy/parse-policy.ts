import { AppError } from "@muster/shared/errors.ts";
import { Policy } from "@muster/shared/policy.ts";
import { LineCounter, parseDocument } from "yaml";

/**
 * Reads a policy document.
 * @throws AppError `policy_invalid`, naming every fault with its line and column.
 */
export function parsePolicy(text: string, place: string): Policy {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${place}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw faults(document.errors.map((error) => `${at(error.pos[0])}: ${error.message.split("\n")[0]}`));
  }
  const parsed = Policy.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  throw faults(
    parsed.error.issues.map((issue) => {
      const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
      return `${at(offsetOf(document, path))}: ${path.join(".") || "the document"}: ${issue.message}`;
    }),
  );
}

/** Where a path stands in the text, or the nearest part above it that is written at all. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const found = document.getIn(path.slice(0, length), true);
    if (found && typeof found === "object" && "range" in found && Array.isArray(found.range)) return found.range[0];
  }
  return 0;
}

function faults(lines: string[]): AppError {
  return new AppError("policy_invalid", `\n  ${lines.join("\n  ")}`);
}
