import { defineRule, inWords, judged } from "../rule.ts";

export const osVersion = defineRule({
  id: "os-version",
  reads: "machine",
  controls: ["ISO 27001 A.8.8", "CIS 2.2", "SOC 2 CC7.1"],
  whenUnsupported: "unknown",
  gist: ({ osName, osVersion }) => ({ name: osName.toLowerCase(), version: numbersOf(osVersion) }),
  judge({ name, version }, { oldest }) {
    const limit = limitFor(name, oldest);
    if (limit === null) return judged("not-applicable");
    if (version.length === 0) return judged("unknown");
    return judged(isBefore(version, numbersOf(limit)) ? "fail" : "pass");
  },
  explain({ osName, osVersion }, { status }, { oldest }) {
    const limit = limitFor(osName.toLowerCase(), oldest);
    const told = { measured: `${osName} ${osVersion}`.trim(), limit: limit === null ? null : `${limit} or newer` };
    switch (status) {
      case "not-applicable":
        return inWords(`The policy asks for no version of ${osName}.`, told);
      case "unknown":
        return inWords(`The version of ${osName} is not told in numbers.`, told);
      case "fail":
        return inWords(`${osName} ${osVersion} is older than ${limit}.`, told);
      default:
        return inWords(`${osName} ${osVersion} is recent enough.`, told);
    }
  },
  remedies: {
    linux: ["Ask IT to upgrade this machine to a newer release."],
    darwin: ["Open System Settings, then General, then Software Update, and choose the newer macOS."],
    win32: ["Open Settings, then Windows Update, and install the feature update that is offered."],
  },
});

/** The oldest version allowed of an OS, by the longest beginning of its name that the policy has; null for none. */
function limitFor(name: string, oldest: Record<string, string>): string | null {
  const fitting = Object.entries(oldest).filter(([begins]) => name.startsWith(begins.toLowerCase()));
  return fitting.toSorted(([a], [b]) => b.length - a.length)[0]?.[1] ?? null;
}

/** `14.5.1 (23F79)` as 14, 5, 1; empty when the text does not begin with a number. */
function numbersOf(version: string): number[] {
  return /^\d+(\.\d+)*/.exec(version)?.[0].split(".").map(Number) ?? [];
}

function isBefore(version: number[], limit: number[]): boolean {
  for (const [index, wanted] of limit.entries()) {
    const has = version[index] ?? 0;
    if (has !== wanted) return has < wanted;
  }
  return false;
}
