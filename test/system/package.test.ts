import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../scripts/child.ts";
import { newEnrolmentLink, newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";
import { signIn, type Viewer } from "../support/viewer.ts";

const canInstall = process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/dpkg-deb");

let folder: string;
let root: string;
let out: string;
let server: ServerProgram;
let viewer: Viewer;

describe.skipIf(!canInstall)("the packages", () => {
  beforeAll(async () => {
    folder = await newFolder();
    [root, out] = [join(folder, "root"), join(folder, "out")];
    execFileSync(process.execPath, [join(ROOT, "scripts/package.ts"), "--fast", "--out", out], { stdio: "pipe" });
    makeRoot();
    server = await startServer({ dataDir: folder });
    viewer = await signIn(server);
  });

  afterAll(async () => {
    viewer.close();
    await server.stop();
    await removeFolder(folder);
  });

  /** A system with a shell and the C libraries, and nothing else: no Node, no npm. */
  function makeRoot(): void {
    const node = execFileSync("ldd", [process.execPath], { encoding: "utf8" });
    const programs = ["/bin/sh", "/bin/rm", "/bin/rmdir"];
    const needs = programs.map((each) => execFileSync("ldd", [each], { encoding: "utf8" }));
    const libraries = [node, ...needs].join("\n").match(/\/lib\S+/g) ?? [];
    for (const file of new Set([...programs, ...libraries])) {
      mkdirSync(join(root, dirname(file)), { recursive: true });
      copyFileSync(file, join(root, file));
      chmodSync(join(root, file), 0o755);
    }
    for (const each of ["info", "updates", "triggers"])
      mkdirSync(join(root, "var/lib/dpkg", each), { recursive: true });
    for (const each of ["status", "available"]) writeFileSync(join(root, "var/lib/dpkg", each), "");
    for (const each of ["etc", "tmp", "dev", "usr/bin"]) mkdirSync(join(root, each), { recursive: true });
    writeFileSync(join(root, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
    copyFileSync("/etc/hosts", join(root, "etc/hosts"));
  }

  const dpkg = (...args: string[]) =>
    execFileSync("dpkg", [`--root=${root}`, "--force-depends", "--force-bad-path", ...args], { stdio: "pipe" });
  const deb = () => join(out, "muster-agent_0.1.0_amd64.deb");
  const inRoot = ["/usr/bin/muster-agent", "--data-dir", "/var/lib/muster"];
  const run = (...args: string[]) =>
    execFileSync("chroot", [root, ...inRoot, ...args], { encoding: "utf8", stdio: "pipe" });

  it("carry sums that are right and a bill of materials that names what is inside", () => {
    execFileSync("sha256sum", ["--check", "--strict", "SHA256SUMS"], { cwd: out, stdio: "pipe" });
    const bill = JSON.parse(readFileSync(join(out, "muster-agent-0.1.0.cdx.json"), "utf8"));
    expect(bill.bomFormat).toBe("CycloneDX");
    const names = bill.components.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(["zod", "socket.io-client", "pino"]));
  });

  it("install in a system without Node, enrol, report, and keep who they are over an upgrade", async () => {
    dpkg("--install", deb());
    expect(run("--help")).toContain("muster-agent");
    run("enrol", await newEnrolmentLink(server));
    const agent = spawn("chroot", [root, ...inRoot, "run"], { stdio: "ignore" });
    const machine = await viewer.until(async () => (await viewer.machines()).find((each) => each.agentVersion));
    expect(machine.agentVersion).toBe("0.1.0");
    agent.kill("SIGTERM");
    await once(agent, "exit");

    const identity = join(root, "var/lib/muster/agent/identity.pem");
    const before = readFileSync(identity, "utf8");
    expect(statSync(identity).mode & 0o077).toBe(0);
    dpkg("--install", deb());
    expect(readFileSync(identity, "utf8")).toBe(before);
    expect(run("enrol", await newEnrolmentLink(server))).toContain("Already enrolled");
  });

  it("tell the server when they are removed, and leave nothing after a purge", async () => {
    dpkg("--remove", "muster-agent");
    await viewer.until(async () => (await viewer.machines())[0]?.isOnline === false);
    expect(existsSync(join(root, "var/lib/muster/agent/identity.pem"))).toBe(true);
    dpkg("--purge", "muster-agent");
    for (const path of ["var/lib/muster", "usr/bin/muster-agent", "usr/lib/systemd/system/muster-agent.service"]) {
      expect(existsSync(join(root, path)), path).toBe(false);
    }
  });
});
