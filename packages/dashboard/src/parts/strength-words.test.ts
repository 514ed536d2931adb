import { expect, it } from "vitest";
import { strengthWords } from "./strength-words.ts";

const weak = { isAccepted: false, score: 1, warning: "This is a common password.", suggestions: ["Add a word."] };

it("says how much is missing before anything is judged", () => {
  expect(strengthWords("", undefined).tone).toBe("none");
  expect(strengthWords("a".repeat(11), undefined).sentence).toBe("1 more character.");
  expect(strengthWords("a".repeat(2), weak).sentence).toBe("10 more characters.");
});

it("says why a password is refused, and that one is taken", () => {
  expect(strengthWords("password1234", weak)).toEqual({
    sentence: "It would soon be guessed. This is a common password. Add a word.",
    tone: "bad",
  });
  expect(strengthWords("correct horse battery", { ...weak, isAccepted: true, score: 3 }).tone).toBe("good");
  expect(strengthWords("correct horse battery", { ...weak, isAccepted: true, score: 4 }).sentence).toBe("Very strong.");
});
