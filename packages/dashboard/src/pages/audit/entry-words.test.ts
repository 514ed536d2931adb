import { describe, expect, it } from "vitest";
import { actWords, outcomeWords, whereOf, whoOf } from "./entry-words.ts";

describe("an audit entry in words", () => {
  it("says who it was, and from where", () => {
    expect(whoOf({ who: { id: "1", name: "Anna", role: "owner" }, via: "http" })).toBe("Anna");
    expect(whoOf({ who: null, via: "http" })).toBe("Nobody signed in");
    expect(whoOf({ who: null, via: "server" })).toBe("The server");
    expect(whoOf({ who: null, via: "agent" })).toBe("A PC");
    expect(whereOf({ address: "192.0.2.7", via: "http" })).toBe("from 192.0.2.7");
    expect(whereOf({ address: null, via: "console" })).toBe("on the server's console");
  });

  it("says what came of it, why, and how often", () => {
    expect(outcomeWords({ outcome: "done", code: null, times: 1 })).toBe("Done");
    expect(outcomeWords({ outcome: "refused", code: "sign_in_refused", times: 12 })).toBe(
      "Refused, 12 times: sign in refused",
    );
  });

  it("shows an act that it does not know by its name", () => {
    expect(actWords("policy.change")).toBe("change the policy");
    expect(actWords("toString")).toBe("toString");
  });
});
