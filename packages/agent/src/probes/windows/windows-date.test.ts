import { describe, expect, it } from "vitest";
import { parseRows } from "./rows.ts";
import { parseFileTime, parseWindowsDate } from "./windows-date.ts";

describe("a date in PowerShell's JSON", () => {
  it.each([
    ["/Date(1780214400000)/", "2026-05-31T08:00:00.000Z"],
    ["/Date(1780214400000+0200)/", "2026-05-31T08:00:00.000Z"],
    ["2026-05-31T08:00:00.1234567Z", "2026-05-31T08:00:00.123Z"],
    ["2026-05-31T10:00:00.0000000+02:00", "2026-05-31T08:00:00.000Z"],
    ["20260531080000.000000+000", "2026-05-31T08:00:00.000Z"],
    ["20260531100000.000000+120", "2026-05-31T08:00:00.000Z"],
    ["Sun, 31 May 2026 08:00:00 GMT", "2026-05-31T08:00:00.000Z"],
    [{ value: "/Date(1780214400000)/", DateTime: "Sunday, 31 May 2026 10:00:00" }, "2026-05-31T08:00:00.000Z"],
  ])("reads %j", (value, instant) => {
    expect(parseWindowsDate(value)).toBe(instant);
  });

  it.each([
    [""],
    ["   "],
    [null],
    [undefined],
    ["12/31/1600 4:00:00 PM"],
    ["01/01/1601 00:00:00"],
    ["16010101000000.000000+000"],
    ["/Date(-11644473600000)/"],
    ["/Date(-11644387200000)/"],
    ["1600-12-31T16:00:00.0000000-08:00"],
    ["0001-01-01T00:00:00"],
    ["6/4/2024 1:02:03 PM"],
    ["2026-05-31T08:00:00"],
    ["2026-13-45T08:00:00Z"],
    [1780214400000],
  ])("takes %j for never or for unreadable", (value) => {
    expect(parseWindowsDate(value)).toBeNull();
  });
});

describe("a FILETIME", () => {
  it("is read without losing digits", () => {
    expect(parseFileTime("134246880000000000")).toBe("2026-05-31T08:00:00.000Z");
  });

  it.each([["0"], ["-1"], ["9223372036854775807"], [""], [null], ["12 34"]])("%j is never", (text) => {
    expect(parseFileTime(text)).toBeNull();
  });
});

describe("what ConvertTo-Json prints", () => {
  it.each([
    ["", []],
    ["null", []],
    ['{"a":1}', [{ a: 1 }]],
    ['[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ['\uFEFF{"value":[{"a":1}],"Count":1}', [{ a: 1 }]],
  ])("%j", (text, rows) => {
    expect(parseRows(text)).toEqual(rows);
  });

  it.each(['{"a":', "[1,2]", "AMRunningMode : Normal", '"text"'])("%j is none of it", (text) => {
    expect(parseRows(text)).toBeNull();
  });
});
