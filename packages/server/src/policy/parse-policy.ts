import type { PolicyFault } from "@muster/shared/api.ts";
import { AppError } from "@muster/shared/errors.ts";
import { MAX_POLICY_CHARS } from "@muster/shared/limits.ts";
import { Policy } from "@muster/shared/policy.ts";
import { LineCounter, parseDocument } from "yaml";

/** Faults told of one document at once; with more, mending these comes first anyway. */
const MAX_FAULTS = 50;

export type PolicyReading = { ok: true; policy: Policy } | { ok: false; faults: PolicyFault[] };

/** Reads a policy document; never throws, and names every fault with the place where it stands. */
export function readPolicy(text: string): PolicyReading {
  if (text.length > MAX_POLICY_CHARS) {
    return { ok: false, faults: [{ line: 1, column: 1, message: `expected at most ${MAX_POLICY_CHARS} characters` }] };
  }
  const lines = new LineCounter();
  // Aliases could make a small text into an endless document (https://eemeli.org/yaml/#options, maxAliasCount).
  const document = parseDocument(text, { lineCounter: lines });
  const fault = (offset: number, message: string): PolicyFault => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), message };
  };
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => fault(error.pos[0], error.message.split("\n")[0] ?? "not YAML"));
    return { ok: false, faults: faults.slice(0, MAX_FAULTS) };
  }
  const plain = plainOf(document);
  if (!plain.ok) return { ok: false, faults: [fault(0, plain.message)] };
  const parsed = Policy.safeParse(plain.value);
  if (parsed.success) return { ok: true, policy: parsed.data };
  const faults = parsed.error.issues.map((issue) => {
    const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
    return fault(offsetOf(document, path), `${path.join(".") || "the document"}: ${issue.message}`);
  });
  return { ok: false, faults: faults.slice(0, MAX_FAULTS) };
}

/**
 * Reads a policy document that must be right.
 * @throws AppError `policy_invalid`, naming every fault with its line and column.
 */
export function parsePolicy(text: string, place: string): Policy {
  const reading = readPolicy(text);
  if (reading.ok) return reading.policy;
  const lines = reading.faults.map(({ line, column, message }) => `${place}:${line}:${column}: ${message}`);
  throw new AppError("policy_invalid", `\n  ${lines.join("\n  ")}`);
}

function plainOf(
  document: ReturnType<typeof parseDocument>,
): { ok: true; value: unknown } | { ok: false; message: string } {
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 50 }) };
  } catch (error) {
    // The parser refuses aliases that would grow without end.
    return { ok: false, message: error instanceof Error ? error.message : "not a plain document" };
  }
}

/** Where a path stands in the text, or the nearest part above it that is written at all. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const found = document.getIn(path.slice(0, length), true);
    if (found && typeof found === "object" && "range" in found && Array.isArray(found.range)) return found.range[0];
  }
  return 0;
}
