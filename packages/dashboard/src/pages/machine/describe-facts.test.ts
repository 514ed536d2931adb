import { describe, expect, test } from "vitest";
import { describeFacts, labelOf } from "./describe-facts.ts";

describe("labels", () => {
  test.each([
    ["publishedAt", "2026-11-23T08:00:00.000Z", "Published"],
    ["definitions.publishedAt", null, "Definitions published"],
    ["isNeeded", true, "Needed"],
    ["definitions.isNeeded", true, "Definitions needed"],
    ["osMaxAgeDays", 90, "OS max age (days)"],
    ["hardwareUuid", "x", "Hardware UUID"],
    ["name", "ufw", "Name"],
  ])("%s is read as %s -> %s", (path, value, label) => {
    expect(labelOf(path, value)).toBe(label);
  });
});

describe("facts of a probe that no screen knows", () => {
  test("plain values are fields, lists of things are tables, nested values keep their path", () => {
    const shown = describeFacts({
      tool: "ufw",
      profiles: [
        { name: "IPv4", state: "on", source: { path: "/etc/ufw" } },
        { name: "IPv6", state: "off", detail: null },
      ],
    });
    expect(shown.fields).toEqual([{ key: "tool", label: "Tool", value: { kind: "text", text: "ufw" } }]);
    expect(shown.tables).toHaveLength(1);
    expect(shown.tables[0]?.columns.map((column) => column.label)).toEqual(["Name", "State", "Source path", "Detail"]);
    expect(shown.tables[0]?.rows[1]?.get("state")).toEqual({ kind: "text", text: "off" });
    expect(shown.tables[0]?.rows[1]?.get("detail")).toEqual({ kind: "untold" });
  });

  test("an empty list is a table without rows, so that nothing found is seen to be nothing", () => {
    expect(describeFacts({ products: [] }).tables).toEqual([
      { key: "products", title: "Products", columns: [], rows: [] },
    ]);
  });

  test("a list of plain values is one field", () => {
    expect(describeFacts({ groups: ["adm", "sudo"] }).fields[0]?.value).toEqual({ kind: "text", text: "adm, sudo" });
  });

  test("instants, yes and no, and digests are told apart", () => {
    const values = describeFacts({
      bootedAt: "2026-11-23T08:00:00.000Z",
      isActive: false,
      fingerprint: "a".repeat(64),
    }).fields.map((field) => field.value.kind);
    expect(values).toEqual(["instant", "text", "code"]);
  });
});
