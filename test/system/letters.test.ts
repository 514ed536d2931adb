import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { EXAMPLE_POLICY_FILE } from "../../packages/server/src/config.ts";
import { account, clamav, outcomes } from "../../packages/server/src/policy/test-situations.ts";
import { SERVER_MAIN } from "../../scripts/child.ts";
import { accepted, LightAgent, reportOf, sendReport } from "../support/light-agent.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import {
  newEnrolmentLink,
  newFolder,
  removeFolder,
  runCommand,
  type ServerProgram,
  startServer,
} from "../support/programs.ts";

const DAY = 86_400_000;
let folder: string;
let mail: MailServer;
let server: ServerProgram;

/** A zone in which it is now about noon: letters come in the daytime only. */
function zoneOfNoon(): string {
  const ahead = 12 - new Date().getUTCHours();
  return ahead === 0 ? "UTC" : `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
}

beforeAll(async () => {
  folder = await newFolder();
  mail = await startMailServer();
  const policyFile = join(folder, "policy.yaml");
  const days = "workingDays: [mon, tue, wed, thu, fri, sat, sun]";
  const site = `sites:\n  - name: Here\n    match: { platforms: [linux] }\n    calendar: { timeZone: ${zoneOfNoon()}, ${days} }\n`;
  await writeFile(policyFile, `${readFileSync(EXAMPLE_POLICY_FILE, "utf8").replace(/^sites:.*$/m, "")}\n${site}`);
  const environment = {
    MUSTER_MAIL_SERVER: "127.0.0.1",
    MUSTER_MAIL_PORT: String(mail.port),
    MUSTER_POLICY_FILE: policyFile,
    MUSTER_LETTERS_TO: "{account}@example.com",
    MUSTER_LETTERS_LANGUAGE: "de",
  };
  server = await startServer({ dataDir: folder, environment });
  const agent = await LightAgent.from(await newEnrolmentLink(server));
  const { socket } = await agent.enrol();
  const now = Date.now();
  const facts = outcomes(now, { products: [clamav(now)], accounts: [account("anna", now - 88 * DAY)] });
  accepted(await sendReport(socket, reportOf(1, "pc-1", facts)));
  await server.stop();
  server = await startServer({ dataDir: folder, environment: server.environment });
});

afterAll(async () => {
  await server?.stop();
  await mail?.close();
  await removeFolder(folder);
});

it("reach the person by the real mail server, in the language asked for, with the steps for their system", async () => {
  await expect.poll(() => mail.accepted.length, { timeout: 30_000 }).toBe(1);
  const [letter] = mail.accepted;
  expect(letter?.envelopeTo).toEqual(["anna@example.com"]);
  expect(letter?.subject).toMatch(/^Ihr Kennwort läuft/);
  expect(letter?.text).toContain("tippen Sie passwd");
  expect(letter?.html).toContain('lang="de"');
  await server.stop();
  server = await startServer({ dataDir: folder, environment: server.environment });
  expect(server.logged.some(({ msg }) => msg === "letters to staff written")).toBe(false);
  expect(mail.accepted).toHaveLength(1);
});

it("an address that makes none is refused at the start, with what was expected", async () => {
  const { code, stderr } = await runCommand(SERVER_MAIN, ["check-config"], {
    MUSTER_DATA_DIR: folder,
    MUSTER_LETTERS_TO: "everybody@example.com",
  });
  expect(code).toBe(2);
  expect(stderr).toContain("expected an address with {account} in it");
});
