import { DENSITY_BARS } from "@muster/shared/history.ts";
import { expect, test } from "vitest";
import { densityOf } from "./density-of.ts";

test("both ends are counted, each in the bar where it lies, and nothing beyond them", () => {
  const { bars, total } = densityOf([0, 599, 600, 300, 301, -1, 601], 0, 600);
  expect([bars[0], bars[30], bars[59], total]).toEqual([1, 2, 2, 5]);
  expect(bars).toHaveLength(DENSITY_BARS);
});

test("a stretch without length or turned round still counts what lies at its beginning", () => {
  expect(densityOf([5, 5], 5, 5)).toMatchObject({ total: 2 });
  expect(densityOf([5], 5, 0)).toMatchObject({ total: 1 });
});
