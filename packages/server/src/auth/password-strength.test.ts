import { afterAll, describe, expect, it } from "vitest";
import { createPasswordJudge } from "./password-strength.ts";

const judge = createPasswordJudge();
afterAll(() => judge.stop());

describe("a password", () => {
  it.each([
    "password1234",
    "qwertzuiop1234",
    "a".repeat(200),
    "muster-anna-muster",
    "annaannaanna",
    "Schmidt.Anna.2026",
  ])("that is soon guessed is refused: %s", async (password) => {
    expect(await judge.judge(password, "Anna Schmidt")).toMatchObject({ isAccepted: false });
  });

  it("that is strong is taken, and one of eleven characters never", async () => {
    expect(await judge.judge("correct horse battery staple", "Anna Schmidt")).toMatchObject({
      isAccepted: true,
      score: 4,
    });
    expect(await judge.judge("xK9!vq2Lm#z", "Anna Schmidt")).toMatchObject({ isAccepted: false });
  });

  it("that is refused comes with words for whoever chooses another", async () => {
    const { warning, suggestions } = await judge.judge("password1234", "Anna Schmidt");
    expect(warning).toContain("commonly used");
    expect(suggestions.length).toBeGreaterThan(0);
  });
});

it("has more than it can judge in time wait elsewhere", async () => {
  const asked = Array.from({ length: 30 }, () => judge.judge("correct horse battery staple", "Anna Schmidt"));
  const outcomes = await Promise.allSettled(asked);
  const refused = outcomes.filter((each) => each.status === "rejected").map((each) => each.reason.code);
  expect(refused).toEqual(Array.from({ length: 10 }, () => "sign_in_busy"));
});
