import type { CheckProgress } from "@muster/shared/api.ts";
import { COLLECT_BEGINS_MS, COLLECT_ENDS_MS } from "@muster/shared/limits.ts";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Checks } from "./checks.ts";

let told: CheckProgress[];
let sent: string[];
let begin: Map<string, (afterSequence: number) => void>;
let checks: Checks;
const states = () => {
  vi.advanceTimersByTime(100);
  return told.map(({ machineId, state }) => `${machineId} ${state}`);
};

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  sent = [];
  begin = new Map();
  checks = new Checks({
    send: (machineId, begun) => {
      if (machineId.startsWith("off")) return false;
      sent.push(machineId);
      begin.set(machineId, begun);
      return true;
    },
    publish: (progress) => told.push(...progress),
    now: Date.now,
    after: (ms, act) => {
      const timer = setTimeout(act, ms);
      return { cancel: () => clearTimeout(timer) };
    },
  });
});

test("machines without a connection are named, the others counted, each once", () => {
  expect(checks.ask(["a", "off-1", "b", "a"])).toEqual({ asked: 2, offline: ["off-1"] });
  expect(sent).toEqual(["a", "b"]);
});

test("a check goes from asked over collecting to judged", () => {
  checks.ask(["a"]);
  begin.get("a")?.(7);
  checks.judged("a", 8);
  expect(states()).toEqual(["a asked", "a collecting", "a judged"]);
});

test("a report that was made before the machine was asked does not answer", () => {
  checks.ask(["a"]);
  checks.judged("a", 7);
  begin.get("a")?.(7);
  checks.judged("a", 7);
  expect(states()).toEqual(["a asked", "a collecting"]);
});

test("a second ask joins the first while the machine has not begun, and is a new one once it collects", () => {
  checks.ask(["a"]);
  expect(checks.ask(["a"])).toEqual({ asked: 1, offline: [] });
  expect(sent).toEqual(["a"]);
  begin.get("a")?.(7);
  checks.ask(["a"]);
  expect(sent).toEqual(["a", "a"]);
});

describe("a machine that does not answer", () => {
  test("is told of when it goes away", () => {
    checks.ask(["a"]);
    checks.left("a");
    expect(states()).toEqual(["a asked", "a unanswered"]);
  });

  test("is told of when it does not begin in time", () => {
    checks.ask(["a"]);
    vi.advanceTimersByTime(COLLECT_BEGINS_MS);
    expect(states()).toEqual(["a asked", "a unanswered"]);
    begin.get("a")?.(7);
    expect(states()).toEqual(["a asked", "a unanswered"]);
  });

  test("is told of when its report does not come in time, counted from when it began", () => {
    checks.ask(["a"]);
    vi.advanceTimersByTime(COLLECT_BEGINS_MS - 1);
    begin.get("a")?.(7);
    vi.advanceTimersByTime(COLLECT_ENDS_MS - 200);
    expect(states()).toEqual(["a asked", "a collecting"]);
    vi.advanceTimersByTime(200);
    expect(states()).toEqual(["a asked", "a collecting", "a unanswered"]);
  });
});
