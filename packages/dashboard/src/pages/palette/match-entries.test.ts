import { describe, expect, test } from "vitest";
import { matchEntries } from "./match-entries.ts";

const ENTRIES = [
  { label: "Policy" },
  { label: "Change the policy", keywords: "edit rules" },
  { label: "Enrol a PC", about: "Makes a link for one machine", keywords: "add" },
  { label: "Répertoire" },
];
const found = (query: string) => matchEntries(ENTRIES, query).map((entry) => entry.label);

describe("finding in the palette", () => {
  test("nothing typed leaves all in their order", () => {
    expect(found("  ")).toEqual(["Policy", "Change the policy", "Enrol a PC", "Répertoire"]);
  });

  test("every word typed must begin a word, in any order and case", () => {
    expect(found("POL ch")).toEqual(["Change the policy"]);
    expect(found("olicy")).toEqual([]);
  });

  test("words that stand in the label come before those found elsewhere", () => {
    expect(matchEntries([{ label: "B", keywords: "edit" }, { label: "Edit" }], "ed").map(({ label }) => label)).toEqual(
      ["Edit", "B"],
    );
  });

  test("other words and what it is about are searched too", () => {
    expect(found("add")).toEqual(["Enrol a PC"]);
    expect(found("link machine")).toEqual(["Enrol a PC"]);
  });

  test("accents may be left out", () => {
    expect(found("repert")).toEqual(["Répertoire"]);
  });
});
