/** Turns the real ufw on, open and off in a private machine, and prints the firewall as the agent reads it each time. */
import { enableUnit, readMachine, run, scenarioFolder, useCopies } from "./private-machine.ts";

useCopies(scenarioFolder());
const UFW = "/usr/sbin/ufw";

async function readFirewall() {
  return (await readMachine()).firewall;
}

const seen: Record<string, unknown> = {};
enableUnit("ufw.service");
run(UFW, "--force", "reset");
run(UFW, "--force", "enable");
seen.enabled = await readFirewall();
seen.again = await readFirewall();
run(UFW, "allow", "22/tcp");
seen.withPort = await readFirewall();
run(UFW, "default", "allow", "incoming");
seen.allowing = await readFirewall();
run(UFW, "default", "deny", "incoming");
run(UFW, "disable");
seen.disabled = await readFirewall();
console.log(JSON.stringify(seen));
