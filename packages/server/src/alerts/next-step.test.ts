import { AlertSettings } from "@muster/shared/alert.ts";
import { describe, expect, it } from "vitest";
import { nextStep } from "./next-step.ts";

const SETTINGS = AlertSettings.parse({});
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Lives through a course of machines failing by the minute, and names what was told when. */
function told(course: (minute: number) => number, minutes: number, acknowledgedAt: number | null = null): string[] {
  let alert: Parameters<typeof nextStep>[0] = {
    opened_at: 0,
    told_at: null,
    last_told_at: null,
    told_machines: 0,
    acknowledged_at: null,
    escalated_at: null,
    healing_since: null,
    healed_at: null,
  };
  const heard: string[] = [];
  for (let minute = 0; minute <= minutes && alert.healed_at === null; minute++) {
    if (acknowledgedAt === minute) alert = { ...alert, acknowledged_at: minute * MINUTE };
    const { change, tell } = nextStep(alert, course(minute), SETTINGS, minute * MINUTE);
    alert = { ...alert, ...change };
    if (tell !== null) heard.push(`${tell} at ${minute}`);
  }
  return heard;
}

describe("an alert", () => {
  it("waits a little before it is told, and is not told when it heals before", () => {
    expect(told((minute) => (minute < 1 ? 9 : 0), 600)).toEqual([]);
    expect(told(() => 9, 30)).toEqual(["opened at 2"]);
  });

  it("tells that it healed once that has lasted, and nothing of flapping", () => {
    expect(told((minute) => (minute < 20 ? 9 : 0), 60)).toEqual(["opened at 2", "healed at 22"]);
    expect(told((minute) => (minute < 3 || minute % 2 === 0 ? 9 : 0), 55)).toEqual(["opened at 2"]);
  });

  it("escalates when nobody acknowledges, and reminds every few hours", () => {
    expect(told(() => 9, 10 * 60)).toEqual(["opened at 2", "escalated at 62", "reminder at 302", "reminder at 542"]);
    expect(told(() => 9, 10 * 60, 30)).toEqual(["opened at 2"]);
  });

  it("tells that it has grown, now and then and by much only", () => {
    const grows = (minute: number): number => Math.min(5_000, 10 + minute * 100);
    expect(told(grows, 59, 3)).toEqual(["opened at 2", "grew at 32"]);
    expect(told((minute) => 100 + Math.floor(minute / 10), (5 * HOUR) / MINUTE, 3)).toEqual(["opened at 2"]);
  });
});
