import { afterAll, beforeAll, expect, it } from "vitest";
import { type CraftedFiles, craftFiles } from "../support/crafted-files.ts";
import {
  newEnrolmentLink,
  newFolder,
  type Program,
  removeFolder,
  type ServerProgram,
  startAgent,
  startServer,
} from "../support/programs.ts";
import { signIn, type Viewer } from "../support/viewer.ts";

let folder: string;
let files: CraftedFiles;
let server: ServerProgram;
let agent: Program;
let viewer: Viewer;

beforeAll(async () => {
  folder = await newFolder();
  files = await craftFiles(folder);
  server = await startServer({ dataDir: folder });
  viewer = await signIn(server);
  const link = await newEnrolmentLink(server, "--tag", "privileged");
  agent = startAgent({ dataDir: folder, link, environment: files.environment });
});

afterAll(async () => {
  viewer.close();
  await agent.stop();
  await server.stop();
  await removeFolder(folder);
});

const openFlag = (rule: string) => viewer.until(async () => (await viewer.flags(`?rule=${rule}`))[0]);
const resolvedFlag = (rule: string) =>
  viewer.until(async () => (await viewer.flags(`?state=resolved&rule=${rule}`))[0]);

it("the machine appears by itself, with what it really reads", async () => {
  const machine = await viewer.until(async () => {
    const [first] = await viewer.machines();
    return first?.agentVersion ? first : null;
  });
  expect(machine).toMatchObject({ isOnline: true, tags: ["privileged"], platform: process.platform });
  const detail = await viewer.machine(machine.id);
  expect(detail.outcomes.machine?.kind).toBe("read");
  expect(detail.verdicts.find((verdict) => verdict.rule === "antivirus-definitions")?.status).toBe("pass");
  expect(detail.verdicts.find((verdict) => verdict.rule === "password-age")?.status).toBe("pass");
});

it("old definitions open a flag with date, limit, source and remedy; new ones resolve it", async () => {
  await files.writeDefinitions(9);
  const flag = await openFlag("antivirus-definitions");
  const machine = await viewer.machine(flag.machineId);
  expect(machine.status).toBe("non-compliant");
  const verdict = machine.verdicts.find((each) => each.rule === "antivirus-definitions");
  expect(verdict).toMatchObject({ status: "fail", confidence: "date", limit: "at most 7 days old" });
  expect(verdict?.source).toContain("daily.cvd");
  expect(verdict?.remedy.length).toBeGreaterThan(0);

  await files.writeDefinitions(0);
  expect((await resolvedFlag("antivirus-definitions")).id).toBe(flag.id);
});

it("an old password opens a flag by the privileged machines' 45 days; a new one resolves it", async () => {
  await files.writePasswordAge(60);
  const flag = await openFlag("password-age");
  expect(flag.severity).toBe("high");
  await files.writePasswordAge(1);
  expect((await resolvedFlag("password-age")).id).toBe(flag.id);
});

it("time alone opens a flag at its very instant, without a report", async () => {
  // The limit is crossed two seconds from now; the agent is frozen, so that no report can be what opens the flag. Were it
  // gone, the flag would wait for its return.
  await files.writeDefinitions(7 - 2 / 86_400);
  await viewer.until(async () => {
    const [machine] = await viewer.machines();
    return machine?.rules.find((rule) => rule.rule === "antivirus-definitions")?.status === "warn";
  });
  agent.child.kill("SIGSTOP");
  const flag = await openFlag("antivirus-definitions");
  const { verdicts } = await viewer.machine(flag.machineId);
  const verdict = verdicts.find((each) => each.rule === "antivirus-definitions");
  const due = Date.parse(verdict?.countedFrom ?? "") + 7 * 86_400_000 + 1;
  const lateMs = Date.parse(flag.openedAt) - due;
  expect(lateMs).toBeGreaterThanOrEqual(0);
  expect(lateMs).toBeLessThan(1_000);
  agent.child.kill("SIGCONT");
});

it("an agent that is stopped says so, and what turns bad meanwhile waits for its return", async () => {
  const definitionsAre = (status: string) =>
    viewer.until(async () => {
      const [machine] = await viewer.machines();
      return machine?.rules.find((rule) => rule.rule === "antivirus-definitions")?.status === status;
    });
  await files.writeDefinitions(0);
  await definitionsAre("pass");
  await files.writeDefinitions(7 - 8 / 86_400);
  await definitionsAre("warn");
  expect(await agent.stop()).toBe(0);
  const verdict = await viewer.until(async () => {
    const [machine] = await viewer.machines();
    const detail = await viewer.machine(machine?.id ?? "");
    expect(detail).toMatchObject({ isOnline: false, reachability: "asleep" });
    return detail.verdicts.find((each) => each.rule === "antivirus-definitions" && each.status === "fail");
  });
  expect(verdict).toMatchObject({ isInGrace: true, isFlagged: false, graceEndsAt: null });
  expect(await viewer.flags("?rule=antivirus-definitions")).toEqual([]);
});
