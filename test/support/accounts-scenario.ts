/** Makes accounts with the real tools in a private machine, and prints what the agent reads of them. */
import { readMachine, run, scenarioFolder, useCopies } from "./private-machine.ts";

useCopies(scenarioFolder());

const HASH = "$y$j9T$NotARealSalt$NotARealHashOfAnything";
let uid = 20_000;
function addAccount(name: string, ...more: string[]): void {
  uid += 1;
  run("/usr/sbin/useradd", "--no-create-home", "--uid", String(uid), "--password", HASH, ...more, name);
}

addAccount("old");
run("/usr/bin/chage", "--lastday", "2026-01-15", "--maxdays", "90", "old");
addAccount("fresh");
run("/usr/bin/chage", "--lastday", "2026-05-31", "--maxdays", "-1", "fresh");
addAccount("must-change");
run("/usr/bin/chage", "--lastday", "0", "must-change");
addAccount("ageless");
run("/usr/bin/chage", "--lastday", "-1", "ageless");
addAccount("locked");
run("/usr/sbin/usermod", "--lock", "locked");
addAccount("open");
run("/usr/bin/passwd", "--delete", "open");
addAccount("robot", "--shell", "/usr/sbin/nologin");

const { passwords } = await readMachine();
console.log(JSON.stringify({ accounts: passwords }));
