/** Runs the real firewalld on a bus of its own in a private machine, and prints the firewall as the agent reads it. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { enableUnit, readMachine, run, scenarioFolder, useCopies } from "./private-machine.ts";

const folder = scenarioFolder();
useCopies(folder);

const BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=/run/dbus/system_bus_socket</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/>
  </policy>
</busconfig>`;

async function until(isReady: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !isReady(); tries += 1) await wait(100);
  if (!isReady()) throw new Error("firewalld and its bus did not start");
}

async function readFirewall() {
  return (await readMachine()).firewall;
}

run("/usr/bin/mkdir", "-p", "/run/dbus");
writeFileSync(join(folder, "bus.conf"), BUS);
spawn("/usr/bin/dbus-daemon", [`--config-file=${join(folder, "bus.conf")}`, "--nofork"], { stdio: "ignore" });
await until(() => existsSync("/run/dbus/system_bus_socket"));
spawn("/usr/sbin/firewalld", ["--nofork", "--nopid"], { stdio: "ignore" });
await until(() => spawnSync("/usr/bin/firewall-cmd", ["--state"]).status === 0);

const seen: Record<string, unknown> = {};
enableUnit("firewalld.service");
run("/usr/bin/firewall-cmd", "--set-default-zone=public");
seen.public = await readFirewall();
run("/usr/bin/firewall-cmd", "--set-default-zone=trusted");
seen.trusted = await readFirewall();
run("/usr/bin/rm", "/etc/systemd/system/multi-user.target.wants/firewalld.service");
run("/usr/bin/firewall-cmd", "--set-default-zone=drop");
seen.drop = await readFirewall();
console.log(JSON.stringify(seen));
process.exit(0);
