import type { ParserSource } from "@muster/shared/parser-lab.ts";
import { expect, test } from "vitest";
import { chooseSource } from "./choose-source.ts";

const SOURCES: ParserSource[] = [
  { platform: "linux", probe: "firewall", id: "nft", standsFor: "nft" },
  { platform: "linux", probe: "firewall", id: "ufw", standsFor: "ufw" },
  { platform: "linux", probe: "passwords", id: "shadow", standsFor: "shadow" },
  { platform: "darwin", probe: "firewall", id: "socketfilterfw", standsFor: "socketfilterfw" },
];

test.each([
  [{}, "nft"],
  [{ platform: "linux", probe: "firewall", source: "ufw" }, "ufw"],
  [{ platform: "linux", probe: "passwords", source: "ufw" }, "shadow"],
  [{ platform: "darwin", probe: "passwords", source: "shadow" }, "socketfilterfw"],
] as const)("%j leads to %s", (wanted, id) => {
  expect(chooseSource(SOURCES, wanted)?.id).toBe(id);
});

test("without any source there is none", () => {
  expect(chooseSource([], { platform: "linux" })).toBeNull();
});
