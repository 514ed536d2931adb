import { expect, test } from "vitest";
import { MachineEvent, TIMELINE_SUBJECTS } from "./history.ts";

test("every kind of event belongs to one subject of the timeline, and to one alone", () => {
  const kinds = MachineEvent.options.map((option) => option.shape.kind.value);
  expect(Object.values(TIMELINE_SUBJECTS).flat().toSorted()).toEqual(kinds.toSorted());
});
