import { describe, expect, it } from "vitest";
import { DEFAULT_PATHS, type Sources } from "../collect/collect-outcomes.ts";
import { type Answer, answered, MISSING } from "../probes/answer.ts";
import { describeDiagnosis, diagnose } from "./doctor.ts";

async function examine(answers: Record<string, Answer>) {
  const sources: Sources = {
    ask: async ({ id }) => answers[id] ?? MISSING,
    askPowerShell: async (all) => all.map(() => MISSING),
  };
  return diagnose({ platform: "linux", sources, paths: DEFAULT_PATHS, now: () => 0 });
}

describe("doctor", () => {
  it("names what was denied and the privilege that would mend it", async () => {
    const { findings } = await examine({
      shadow: { kind: "denied", reason: "this account may not read /etc/shadow" },
      nft: answered("", "Operation not permitted (you must be root)\n", 1),
    });
    const of = (id: string) => findings.find(({ sourceId }) => sourceId === id);
    expect(of("shadow")).toMatchObject({ result: "denied", remedy: "run the agent as root" });
    expect(of("nft")).toMatchObject({ result: "denied", remedy: "run the agent as root, or give it CAP_NET_ADMIN" });
  });

  it("names the package where a program is missing, and keeps quiet of what was not needed", async () => {
    const { findings } = await examine({});
    const of = (id: string) => findings.find(({ sourceId }) => sourceId === id);
    expect(of("nft")).toMatchObject({ result: "missing", remedy: "nftables, so that every rule can be read" });
    expect(of("lock-enabled")).toMatchObject({ remedy: null });
  });

  it("reads as a list of probes with their sources", async () => {
    const text = describeDiagnosis(await examine({ shadow: { kind: "denied", reason: "no" } }));
    expect(text).toMatch(/^passwords: denied: Only root may read/m);
    expect(text).toMatch(/^ {2}DENIED shadow/m);
    expect(text).toMatch(/to mend it: run the agent as root/);
  });
});
