import { IncidentEntry } from "@muster/shared/incident.ts";
import { expect, it } from "vitest";
import { entryInWords, timesInWords } from "./incident-words.ts";

it("has words for every act, another for each", () => {
  const words = IncidentEntry.shape.act.options.map((act) => entryInWords({ act, detail: "contain" }));
  expect(new Set(words).size).toBe(words.length);
});

it("names whom and what an act concerned", () => {
  expect(entryInWords({ act: "assign", detail: "Anna" })).toBe("gave it to Anna");
  expect(entryInWords({ act: "assign", detail: null })).toBe("gave it back to nobody");
  expect(entryInWords({ act: "step", detail: "notify" })).toContain("Notify");
  // A step that a later version has added.
  expect(entryInWords({ act: "step", detail: "celebrate" })).toContain("celebrate");
});

it("counts", () => {
  expect([timesInWords(1), timesInWords(12)]).toEqual(["seen once", "seen 12 times"]);
});
