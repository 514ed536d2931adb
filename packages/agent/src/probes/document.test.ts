import { PROBE_IDS } from "@muster/shared/facts/index.ts";
import { describe, expect, it } from "vitest";
import { READERS } from "./catalogue.ts";
import { documentFacts, documentProbe } from "./document.ts";

const FOLDER = "../../../../docs/probes";

describe("the probes' pages", () => {
  it.each(PROBE_IDS)("say of %s what its own description says", async (probe) => {
    await expect(documentProbe(probe)).toMatchFileSnapshot(`${FOLDER}/${probe}.md`);
  });

  it("hold the table of every fact", async () => {
    await expect(documentFacts()).toMatchFileSnapshot(`${FOLDER}/README.md`);
  });
});

describe("the catalogue", () => {
  it("has a reader of every probe on every platform", () => {
    const keys = READERS.map(({ probe, platform }) => `${probe} ${platform}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(PROBE_IDS.length * 3);
  });

  it.each(READERS.map((reader) => ({ reader, label: `${reader.probe} ${reader.platform}` })))(
    "names only sources that exist: $label",
    ({ reader }) => {
      const ids = reader.sources.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const named = reader.origins.flatMap(({ source }) => source.split(/,\s*/));
      expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    },
  );
});
