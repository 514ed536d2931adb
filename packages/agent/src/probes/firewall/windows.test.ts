import { describe, expect, it } from "vitest";
import { type Answer, answered, SKIPPED } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import { windowsFirewall } from "./windows.ts";

const json = (value: unknown) => answered(JSON.stringify(value));
const profile = (Name: string, Enabled: unknown, DefaultInboundAction: unknown = 4) => ({
  Name,
  Enabled,
  DefaultInboundAction,
});
const ALL_ON = [profile("Domain", 1), profile("Private", 1), profile("Public", 1)];

async function read(answers: Record<string, Answer>) {
  const reading = await windowsFirewall.read(scriptedAsk(answers, SKIPPED));
  if (reading.kind !== "read") throw new Error(`${reading.kind}: ${reading.reason}`);
  return reading.facts;
}

describe("Windows firewall", () => {
  it("is on for each profile in force", async () => {
    const { profiles } = await read({ "firewall-profiles": json(ALL_ON) });
    expect(profiles.map(({ name, state, inbound }) => [name, state, inbound])).toEqual([
      ["Domain", "on", "block"],
      ["Private", "on", "block"],
      ["Public", "on", "block"],
    ]);
  });

  it.each([
    [1, "on"],
    [0, "off"],
    [2, "unknown"],
    ["True", "on"],
    ["False", "off"],
    ["NotConfigured", "unknown"],
    [true, "on"],
    [null, "unknown"],
  ])("reads Enabled %j as %s", async (enabled, state) => {
    const { profiles } = await read({ "firewall-profiles": json(profile("Public", enabled)) });
    expect(profiles.find(({ name }) => name === "Public")?.state).toBe(state);
  });

  it("does not guess profiles that are not listed", async () => {
    const { profiles } = await read({ "firewall-profiles": json([profile("Private", 1)]) });
    expect(profiles.map(({ state }) => state)).toEqual(["unknown", "on", "unknown"]);
  });

  it("says that an enabled profile with inbound allow lets everything in", async () => {
    const { profiles } = await read({ "firewall-profiles": json([profile("Public", 1, 2)]) });
    expect(profiles[2]).toMatchObject({ inbound: "allow", detail: "lets in what no rule blocks" });
  });

  it("takes inbound NotConfigured for block", async () => {
    const { profiles } = await read({ "firewall-profiles": json([profile("Public", 1, 0)]) });
    expect(profiles[2]?.inbound).toBe("block");
  });

  it("is off when its Windows service is stopped, though enabled", async () => {
    const services = json([
      { Name: "mpssvc", Status: 1 },
      { Name: "BFE", Status: 4 },
    ]);
    const { profiles } = await read({ "firewall-profiles": json(ALL_ON), "firewall-services": services });
    expect(profiles[0]).toMatchObject({ state: "off", detail: "enabled, but mpssvc is not running" });
  });

  it("knows the profile in use", async () => {
    const { profiles } = await read({ "firewall-profiles": json(ALL_ON), connections: json({ NetworkCategory: 2 }) });
    expect(profiles.map(({ isActive }) => isActive)).toEqual([true, false, false]);
  });

  it("lists another vendor's firewall as a profile of its own", async () => {
    const facts = await read({
      "firewall-profiles": json([profile("Domain", 0), profile("Private", 0), profile("Public", 0)]),
      "firewall-products": json([{ displayName: "ESET Firewall", productState: 266240 }]),
    });
    expect(facts.profiles.at(-1)).toMatchObject({ name: "ESET Firewall", state: "on" });
    expect(facts.tool).toBe("ESET Firewall");
  });

  it("has a fingerprint that moves with the rules and with the profiles", async () => {
    const rules = (digit: string) => json({ Sha256: digit.repeat(64) });
    const a = await read({ "firewall-profiles": json(ALL_ON), "firewall-rules": rules("a") });
    const b = await read({ "firewall-profiles": json(ALL_ON), "firewall-rules": rules("b") });
    const c = await read({ "firewall-profiles": json([profile("Public", 0)]), "firewall-rules": rules("a") });
    expect(new Set([a.fingerprint, b.fingerprint, c.fingerprint]).size).toBe(3);
  });

  describe("by the registry, where the cmdlet fails", () => {
    const failing = answered("", "0x80131500 CommandNotFoundException", 1);
    const entry = (Name: string, Store: string, EnableFirewall: unknown, DefaultInboundAction: unknown = null) => ({
      Name,
      Store,
      EnableFirewall,
      DefaultInboundAction,
    });
    const readRegistry = (...rows: object[]) =>
      read({
        "firewall-profiles": failing,
        "firewall-registry": json(rows),
        "firewall-rules": json({ Sha256: "a".repeat(64) }),
      });

    it("has each profile as configured, and says so", async () => {
      const facts = await readRegistry(
        entry("Domain", "local", 1),
        entry("Private", "local", 0),
        entry("Public", "local", 1, 0),
      );
      expect(facts.profiles.map(({ state, inbound }) => [state, inbound])).toEqual([
        ["on", "block"],
        ["off", "allow"],
        ["on", "allow"],
      ]);
      expect(facts.profiles[0]?.detail).toContain("as the registry has it");
      expect(facts).toMatchObject({ fingerprint: null, source: "the registry's FirewallPolicy" });
    });

    it.each([
      [[entry("Public", "local", 1), entry("Public", "policy", 0)], "off"],
      [[entry("Public", "local", 0), entry("Public", "policy", 1)], "on"],
      [[entry("Public", "local", 1), entry("Public", "mdm", 0)], "off"],
      [[entry("Public", "mdm", 0), entry("Public", "policy", 1)], "on"],
      [[entry("Public", "local", 0), entry("Public", "policy", null)], "off"],
      [[entry("Public", "local", null)], "unknown"],
      [[entry("Public", "local", 7)], "unknown"],
    ])("lets the policy win: %j is %s", async (rows, state) => {
      expect((await readRegistry(...rows)).profiles[2]?.state).toBe(state);
    });

    it("does not overrule what the cmdlet lists", async () => {
      const facts = await read({
        "firewall-profiles": json([profile("Public", 0)]),
        "firewall-registry": json([entry("Public", "local", 1), entry("Domain", "local", 1)]),
      });
      expect(facts.profiles.map(({ state }) => state)).toEqual(["on", "unknown", "off"]);
    });
  });

  it.each([
    answered(""),
    answered("[]"),
    answered("Name : Public\nEnabled : False"),
    answered("", "0x80131500 Zugriff verweigert 0x80070005", 1),
  ])("is not read from %j", async (answer) => {
    const reading = await windowsFirewall.read(scriptedAsk({ "firewall-profiles": answer }, SKIPPED));
    expect(["failed", "denied"]).toContain(reading.kind);
  });
});
