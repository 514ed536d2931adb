import { AUDIT_ACTS, type AuditEntry } from "@muster/shared/audit.ts";

const VIA: Record<string, string> = { console: "on the server's console", server: "by the server itself" };

/** Who did it, or why that is not known. */
export function whoOf({ who, via }: Pick<AuditEntry, "who" | "via">): string {
  if (who !== null) return who.name;
  if (via === "server") return "The server";
  return via === "agent" ? "A PC" : "Nobody signed in";
}

/** From where it was done. */
export function whereOf({ address, via }: Pick<AuditEntry, "address" | "via">): string {
  return VIA[via] ?? (address === null ? "from an unknown address" : `from ${address}`);
}

/** What was done, in the words that follow a name; an act of another version is shown by its own name. */
export function actWords(act: string): string {
  const known: Readonly<Record<string, string>> = AUDIT_ACTS;
  return Object.hasOwn(known, act) ? (known[act] ?? act) : act;
}

/** What came of it, with its code and how often. */
export function outcomeWords({ outcome, code, times }: Pick<AuditEntry, "outcome" | "code" | "times">): string {
  const word =
    outcome === "done" ? "Done" : outcome === "refused" ? "Refused" : outcome === "failed" ? "Failed" : outcome;
  return times > 1 ? `${word}, ${times} times${reason(code)}` : `${word}${reason(code)}`;
}

function reason(code: string | null): string {
  return code === null ? "" : `: ${code.replaceAll("_", " ")}`;
}
