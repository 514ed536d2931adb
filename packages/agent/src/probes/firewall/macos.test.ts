import { describe, expect, it } from "vitest";
import { type Answer, answered, MISSING, SKIPPED } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import { macosFirewall, parseFirewallProfiler, parseSocketFilter } from "./macos.ts";

const firewall = (answers: Record<string, Answer>, otherwise = SKIPPED) =>
  macosFirewall.read(scriptedAsk(answers, otherwise));

describe("socketfilterfw", () => {
  it.each([
    ["Firewall is enabled. (State = 1)", "on"],
    ["Firewall is enabled. (State = 2)", "on"],
    ["Firewall is disabled. (State = 0)", "off"],
  ])("%s is %s", (text, state) => {
    expect(parseSocketFilter(`${text}\n`)?.state).toBe(state);
  });

  it.each([
    "Must be root to change settings.\n",
    "Firewall settings cannot be modified from command line on managed Mac computers.\n",
    "Firewall is enabled. (State = 0)\n",
    "Firewall is enabled.",
    "Firewall is dis",
    "",
  ])("says nothing by %j", (text) => {
    expect(parseSocketFilter(text)).toBeNull();
  });

  it.each([
    ["Firewall has block all state set to disabled.\nFirewall stealth mode is off", false, false],
    ["Block all DISABLED!\nStealth mode enabled", false, true],
    ["Firewall is blocking all non-essential incoming connections.\nFirewall stealth mode is on", true, true],
    ["Block all DISABLED!\nALF: Error, kStealthEnableKey does not return the correct type.", false, null],
  ])("reads block-all and stealth of %j", (text, isBlockingAll, isStealthy) => {
    expect(parseSocketFilter(`Firewall is enabled. (State = 2)\n${text}\n`)).toMatchObject({
      isBlockingAll,
      isStealthy,
    });
  });
});

describe("system_profiler", () => {
  it.each([
    ["spfirewall_globalstate_limit_connections", "on"],
    ["spfirewall_globalstate_block_all", "on"],
    ["spfirewall_globalstate_allow_all", "off"],
    ["spfirewall_globalstate_off", "off"],
  ])("%s is %s", (spfirewall_globalstate, state) => {
    const text = JSON.stringify({ SPFirewallDataType: [{ spfirewall_globalstate, spfirewall_stealthenabled: "Yes" }] });
    expect(parseFirewallProfiler(text)).toMatchObject({ state, isStealthy: true });
  });

  it("is not understood with a state that is new", () => {
    expect(
      parseFirewallProfiler(JSON.stringify({ SPFirewallDataType: [{ spfirewall_globalstate: "new" }] })),
    ).toBeNull();
    expect(parseFirewallProfiler("{}")).toBeNull();
  });
});

describe("the application firewall", () => {
  it("falls back to the profiler on a managed Mac", async () => {
    const managed = answered("Firewall settings cannot be modified from command line on managed Mac computers.\n");
    const profiler = answered(
      JSON.stringify({ SPFirewallDataType: [{ spfirewall_globalstate: "spfirewall_globalstate_limit_connections" }] }),
    );
    expect(await firewall({ socketfilterfw: managed, "firewall-profiler": profiler })).toMatchObject({
      kind: "read",
      facts: { profiles: [{ state: "on" }], source: "firewall-profiler" },
    });
  });

  it("whose settings file is gone on macOS 15 is unknown, not off", async () => {
    const gone = answered(
      "",
      "The domain/default pair of (/Library/Preferences/com.apple.alf, globalstate) does not exist\n",
      1,
    );
    expect((await firewall({ "alf-defaults": gone }, MISSING)).kind).toBe("failed");
  });

  it.each([
    ["0", "off"],
    ["1", "on"],
    ["2", "on"],
  ])("by the old settings file %s is %s", async (text, state) => {
    expect(await firewall({ "alf-defaults": answered(`${text}\n`) })).toMatchObject({
      facts: { profiles: [{ state }] },
    });
  });
});
