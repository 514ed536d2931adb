/**
 * What a scenario needs that changes the machine: run inside `unshare --mount --net --pid`, it gives the scenario copies of
 * /etc, /run and /var/log to write to, so that the real ones are never touched and every program ends with the scenario.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { OutcomesByProbe } from "@muster/shared/report.ts";
import { collectOutcomes, DEFAULT_PATHS, systemSources } from "../../packages/agent/src/collect/collect-outcomes.ts";

/** Binds writable copies in a folder over the real places; /run and /var/log start empty. */
export function useCopies(folder: string): void {
  const copies = { "/etc": join(folder, "etc"), "/run": join(folder, "run"), "/var/log": join(folder, "log") };
  for (const copy of Object.values(copies)) mkdirSync(copy);
  run("/usr/bin/cp", "-a", "/etc/.", copies["/etc"]);
  for (const [place, copy] of Object.entries(copies)) run("/usr/bin/mount", "--bind", copy, place);
}

/** Enables a unit as `systemctl enable` does, on a machine that says that systemd started it. */
export function enableUnit(unit: string): void {
  const links = "/etc/systemd/system/multi-user.target.wants";
  run("/usr/bin/mkdir", "-p", "/run/systemd/system", links);
  run("/usr/bin/ln", "-sf", `/lib/systemd/system/${unit}`, `${links}/${unit}`);
}

/** Runs a program to its end; its output goes to standard error, as standard output carries the scenario's answer. */
export function run(program: string, ...args: string[]): void {
  execFileSync(program, args, { stdio: ["ignore", 2, 2] });
}

/** Reads this machine as the agent does, by the real places. */
export function readMachine(): Promise<OutcomesByProbe> {
  return collectOutcomes({ platform: "linux", sources: systemSources(), paths: DEFAULT_PATHS, now: Date.now });
}

/** The folder that the test made for the scenario. */
export function scenarioFolder(): string {
  const folder = process.argv[2];
  if (folder === undefined) throw new Error("a scenario takes the folder for its copies");
  return folder;
}
