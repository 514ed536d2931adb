import { IncidentDetail, IncidentPage } from "@muster/shared/incident.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BURST } from "../../packages/server/src/incidents/bursts.ts";
import { newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";
import { withStore } from "../support/read-store.ts";
import { signIn, type Viewer } from "../support/viewer.ts";

let server: ServerProgram;
let owner: Viewer;
let viewer: Viewer;

beforeAll(async () => {
  server = await startServer({ dataDir: await newFolder() });
  owner = await signIn(server);
  viewer = await signIn(server, "Vera", "viewer");
});

afterAll(async () => {
  for (const each of [owner, viewer]) each?.close();
  await server?.stop();
  if (server) await removeFolder(server.dataDir);
});

/** The open incident of a kind, as soon as the live feed tells of it. */
function opened(viewer: Viewer, kind: string) {
  return viewer.until(async () => {
    const { items } = IncidentPage.parse(await viewer.get(`/api/v1/incidents?kind=${kind}`));
    return items[0];
  });
}

it("a burst of refused sign-ins opens an incident at once, and those who watch hear of it", async () => {
  for (let index = 0; index < BURST; index++) {
    const answer = await fetch(`${server.ready.httpUrl}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: "A".repeat(43) }),
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  }
  const incident = await opened(owner, "sign-ins-refused");
  expect(incident).toMatchObject({ state: "open", severity: "high", openedBy: null, times: BURST });
  expect(incident.sentence).toContain(`${BURST} from 127.0.0.1`);
});

it("a viewer reads it and may do nothing about it, and closing it without a note is refused", async () => {
  const { id } = await opened(viewer, "sign-ins-refused");
  const work = `/api/v1/incidents/${id}/work`;
  expect(await viewer.send("POST", work, { act: { kind: "acknowledge" } })).toMatchObject({ status: 403 });
  expect(await owner.send("POST", work, { act: { kind: "close", note: "  " } })).toMatchObject({ status: 400 });
  expect(IncidentDetail.parse(await viewer.get(`/api/v1/incidents/${id}`))).toMatchObject({ state: "open" });
});

it("an audit log that was changed while nobody looked is a critical incident after the next start", async () => {
  for (const each of [owner, viewer]) each.close();
  await server.stop();
  await withStore(server, ({ writer }) =>
    writer.updateTable("audit_entry").set({ who: "nobody" }).where("number", "=", 2).execute(),
  );
  server = await startServer({ dataDir: server.dataDir });
  owner = await signIn(server);
  expect(await opened(owner, "audit-broken")).toMatchObject({
    severity: "critical",
    sentence: "Entry 2 is not what was written.",
  });
});
