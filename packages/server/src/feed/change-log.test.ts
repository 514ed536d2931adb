import { describe, expect, it } from "vitest";
import { createChangeLog } from "./change-log.ts";

const newLog = (capacity = 3) => createChangeLog({ run: "r", capacity });

describe("the log of changes", () => {
  it("tells what changed after a position, each thing once", () => {
    const log = newLog();
    log.note(["a"]);
    const position = log.position();
    log.note(["b"]);
    log.note(["c", "b"]);
    expect(log.since(position)?.toSorted()).toEqual(["b", "c"]);
    expect(log.since(log.position())).toEqual([]);
  });

  it("says that it does not know, once more has happened than it keeps", () => {
    const log = newLog();
    const begin = log.position();
    log.note(["a"]);
    const later = log.position();
    log.note(["b", "c", "d"]);
    expect(log.since(begin)).toBeNull();
    expect(log.since(later)?.toSorted()).toEqual(["b", "c", "d"]);
  });

  it("keeps knowing however often the same few things change", () => {
    const log = newLog();
    const begin = log.position();
    for (let round = 0; round < 100; round++) log.note(["a", "b"]);
    expect(log.since(begin)?.toSorted()).toEqual(["a", "b"]);
  });

  it("knows nothing of another run, of the future, or of what is no position at all", () => {
    const log = newLog();
    log.note(["a"]);
    for (const position of ["other:0", "r:2", "r:x", "r", "", "r:-1", "r:0.5"]) expect(log.since(position)).toBeNull();
  });
});
