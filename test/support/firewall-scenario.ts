/**
 * Run inside a network namespace of its own: server, agent and a real firewall table in it. Prints what the fleet's flags say
 * at each turn as one JSON line.
 */
import { execFileSync } from "node:child_process";
import { newEnrolmentLink, newFolder, removeFolder, startAgent, startServer } from "./programs.ts";
import { signIn } from "./viewer.ts";

const CLOSED = `
table inet muster_test {
  chain input {
    type filter hook input priority 0; policy drop;
    iif lo accept
    ct state established,related accept
  }
}`;

function nft(...args: string[]): void {
  execFileSync("nft", args, { stdio: ["pipe", "ignore", "inherit"] });
}

execFileSync("ip", ["link", "set", "lo", "up"]);
execFileSync("nft", ["-f", "-"], { input: CLOSED });
const dataDir = await newFolder();
const server = await startServer({ dataDir });
const viewer = await signIn(server);
const agent = startAgent({ dataDir, link: await newEnrolmentLink(server) });
const verdict = (status: string) =>
  viewer.until(async () => {
    const [machine] = await viewer.machines();
    return machine?.rules.find((rule) => rule.rule === "firewall-enabled" && rule.status === status);
  });
try {
  await verdict("pass");
  nft("delete", "table", "inet", "muster_test");
  await verdict("fail");
  const [opened] = await viewer.flags("?rule=firewall-enabled");
  execFileSync("nft", ["-f", "-"], { input: CLOSED });
  await verdict("pass");
  const [resolved] = await viewer.flags("?state=resolved&rule=firewall-enabled");
  console.log(JSON.stringify({ opened: opened?.id, sentence: opened?.sentence, resolved: resolved?.id }));
} finally {
  viewer.close();
  await agent.stop();
  await server.stop();
  await removeFolder(dataDir);
}
