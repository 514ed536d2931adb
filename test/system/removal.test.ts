import type { TimelinePage } from "@muster/shared/api.ts";
import { expect, it } from "vitest";
import { sayRemoved } from "../../packages/agent/src/compose.ts";
import { loadConfig } from "../../packages/agent/src/config.ts";
import { AGENT_MAIN } from "../../scripts/child.ts";
import { newEnrolmentLink, newFolder, removeFolder, runCommand, startServer } from "../support/programs.ts";
import { signIn } from "../support/viewer.ts";

it("an agent that is removed says so, and one whose server is gone says that it could not", async () => {
  const folder = await newFolder();
  const server = await startServer({ dataDir: folder });
  const viewer = await signIn(server);
  await runCommand(AGENT_MAIN, ["enrol", await newEnrolmentLink(server)], { MUSTER_DATA_DIR: folder });
  const config = loadConfig({ dataDir: folder }, {});
  expect(await sayRemoved(config)).toBe(true);
  const [machine] = await viewer.machines();
  const { items } = await viewer.get<TimelinePage>(`/api/v1/machines/${machine?.id}/timeline`);
  expect(items.map(({ event }) => event)).toContainEqual({ kind: "parted", how: "removed" });
  viewer.close();
  await server.stop();
  expect(await sayRemoved(config)).toBe(false);
  await removeFolder(folder);
});
