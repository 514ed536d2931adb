import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SERVER_MAIN } from "../../scripts/child.ts";
import { newFolder, removeFolder, runCommand, type ServerProgram, startServer } from "../support/programs.ts";
import { signIn, type Viewer } from "../support/viewer.ts";

let server: ServerProgram;
let owner: Viewer;
beforeAll(async () => {
  server = await startServer({ dataDir: await newFolder() });
  owner = await signIn(server);
});
afterAll(async () => {
  owner.close();
  await server.stop();
  await removeFolder(server.dataDir);
});

const idOf = async (viewer: Viewer) => (await viewer.get<{ operatorId: string }>("/api/v1/session")).operatorId;
const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string } | null)?.code;

async function statusOf(viewer: Viewer, path = "/api/v1/summary"): Promise<number> {
  return (await fetch(`${server.ready.httpUrl}${path}`, { headers: { cookie: viewer.cookie } })).status;
}

describe("who may do what", () => {
  it("the console's link lets in an owner, who adds others with a link that works once", async () => {
    expect(await owner.get("/api/v1/session")).toMatchObject({ role: "owner" });
    const made = await owner.send("POST", "/api/v1/operators", { name: "Nora", role: "viewer" });
    expect(made.status).toBe(201);
    const { link } = made.body as { link: string };
    const open = () =>
      fetch(`${server.ready.httpUrl}/api/v1/session`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ token: link.slice(link.indexOf("#") + 1) }),
      });
    expect((await open()).status).toBe(200);
    expect((await open()).status).toBe(403);
  });

  it("a name is one person's, in any spelling", async () => {
    await owner.send("POST", "/api/v1/operators", { name: "Otto", role: "viewer" });
    for (const name of ["otto", "OTTO", "ｏｔｔｏ"]) {
      expect(codeOf(await owner.send("POST", "/api/v1/operators", { name, role: "admin" }))).toBe("operator_exists");
    }
    for (const name of ["<b>x</b>", "=cmd", "a\nb", " ", "x".repeat(61)]) {
      expect(codeOf(await owner.send("POST", "/api/v1/operators", { name, role: "admin" }))).toBe("input_invalid");
    }
  });

  it("nobody gives themselves a role, and no field that was not asked for is taken", async () => {
    const admin = await signIn(server, "climber", "admin");
    const id = await idOf(admin);
    expect(codeOf(await admin.send("PUT", `/api/v1/operators/${id}`, { role: "owner", isDisabled: false }))).toBe(
      "role_refused",
    );
    const ownId = await idOf(owner);
    expect(codeOf(await owner.send("PUT", `/api/v1/operators/${ownId}`, { role: "viewer", isDisabled: false }))).toBe(
      "operator_self",
    );
    const more = { name: "Paula", role: "viewer", id: ownId, created_by: "nobody" };
    expect(codeOf(await owner.send("POST", "/api/v1/operators", more))).toBe("input_invalid");
    admin.close();
  });

  it("a changed role ends what was open, at once and on the live feed too", async () => {
    const other = await signIn(server, "shifted", "responder");
    const id = await idOf(other);
    const ended = other.untilSignedOut();
    const changed = await owner.send("PUT", `/api/v1/operators/${id}`, { role: "viewer", isDisabled: false });
    expect(changed.status).toBe(200);
    await ended;
    expect(await statusOf(other)).toBe(401);
  });

  it("who is shut out gets in by no old cookie and by no link", async () => {
    const other = await signIn(server, "leaver", "admin");
    const id = await idOf(other);
    await owner.send("PUT", `/api/v1/operators/${id}`, { role: "admin", isDisabled: true });
    expect(await statusOf(other)).toBe(401);
    const args = ["sign-in-link", "--operator", "leaver", "--json"];
    const { code, stderr } = await runCommand(SERVER_MAIN, args, { MUSTER_DATA_DIR: server.dataDir });
    expect(code).toBe(2);
    expect(stderr).toContain("may not sign in");
    other.close();
  });

  it("an owner cannot make a link in the name of somebody who has signed in", async () => {
    const other = await signIn(server, "somebody", "admin");
    const again = await owner.send("POST", `/api/v1/operators/${await idOf(other)}/invitation`, {});
    expect(codeOf(again)).toBe("invitation_used");
    other.close();
  });

  it("two owners who shut each other out at once leave one who decides", async () => {
    const second = await signIn(server, "second", "owner");
    const [first, other] = [await idOf(owner), await idOf(second)];
    const out = { role: "viewer", isDisabled: true };
    await Promise.all([
      owner.send("PUT", `/api/v1/operators/${other}`, out),
      second.send("PUT", `/api/v1/operators/${first}`, out),
    ]);
    const standing = [await statusOf(owner, "/api/v1/operators"), await statusOf(second, "/api/v1/operators")];
    expect(standing.toSorted()).toEqual([200, 401]);
    if (standing[0] === 401) owner = second;
  });
});

describe("the console", () => {
  it("makes an operator only with a role, and says how", async () => {
    const run = (...args: string[]) =>
      runCommand(SERVER_MAIN, ["sign-in-link", ...args], { MUSTER_DATA_DIR: server.dataDir });
    expect((await run("--operator", "newcomer")).stderr).toContain("--role");
    expect((await run("--operator", "newcomer", "--role", "king")).stderr).toContain("owner, admin, responder");
    expect((await run("--operator", "newcomer", "--role", "auditor", "--json")).code).toBe(0);
    expect((await run("--operator", "newcomer", "--role", "owner")).stderr).toContain("is auditor");
  });
});
