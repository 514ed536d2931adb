import { expect, test } from "vitest";
import { entrySentence } from "./incident-words.ts";

test("the timeline says who did what to whom", () => {
  expect(entrySentence({ act: "open", by: null, detail: null })).toBe("The server opened it");
  expect(entrySentence({ act: "assign", by: "Anna", detail: "Anna" })).toBe("Anna gave it to themselves");
  expect(entrySentence({ act: "assign", by: "Anna", detail: "Bert" })).toBe("Anna gave it to Bert");
  expect(entrySentence({ act: "assign", by: "Anna", detail: null })).toBe("Anna gave it back to nobody");
  expect(entrySentence({ act: "step", by: "Anna", detail: "contain" })).toBe("Anna did: Contain");
});
