import { HtmlValidate } from "html-validate";
import { describe, expect, it } from "vitest";
import { composeDigest } from "./compose.ts";
import { renderCsv } from "./render-csv.ts";
import { renderHtml } from "./render-html.ts";
import { renderText } from "./render-text.ts";
import { HOSTILE, testContext, testMaterial } from "./test-material.ts";

/** Rules of good pages that mail programs make impossible: they need styles inline and tables for the layout. */
const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
    "no-inline-style": "off",
    "no-deprecated-attr": "off",
    "no-conditional-comment": "off",
    "presentation-role-style": "off",
    "prefer-tbody": "off",
  },
});

describe.each(["en", "de", "fr"] as const)("the mail in %s", (language) => {
  const document = composeDigest(testMaterial(), testContext({ language }));
  const html = renderHtml(document);
  const text = renderText(document);

  it("is valid HTML", async () => {
    const report = await validator.validateString(html);
    expect(
      report.results.flatMap((each) =>
        each.messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`),
      ),
    ).toEqual([]);
  });

  it("says everything in its text part too, the verdict first, and what is more is counted", () => {
    expect(text.startsWith(document.sentence)).toBe(true);
    for (const section of document.sections) expect(text).toContain(section.title);
    expect(text).toContain("214");
    expect(text).toContain("42");
    expect(text).toContain("https://muster.example.com:8443");
  });

  it("takes no harm from a machine's name", () => {
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; Bcc:");
    for (const part of [html, text, document.subject]) expect(part).not.toMatch(/[\u202e\r]/);
    expect(text.split("\n").some((line) => line.startsWith("Bcc:"))).toBe(false);
    expect(html).not.toContain("W".repeat(100));
  });

  it("stays below what Gmail shows, with every section full", () => {
    const worst = testMaterial().failing.rows.slice(3);
    const full = { rows: Array.from({ length: 20 }, () => worst).flat(), total: 100_000 };
    const big = renderHtml(composeDigest(testMaterial({ opened: full, failing: full }), testContext({ language })));
    expect(Buffer.byteLength(big)).toBeLessThan(102_000);
  });
});

describe("the verdict in the subject", () => {
  const subject = (more: Parameters<typeof testMaterial>[0], language: "en" | "de" | "fr" = "en") =>
    composeDigest(testMaterial(more), testContext({ language })).subject;
  const none = { compliant: 0, "accepted-risk": 0, "in-grace": 0, "non-compliant": 0, unknown: 0, "not-covered": 0 };

  it("counts who needs attention and what is new, in each language", () => {
    expect(subject({})).toBe("12 of 430 machines need attention, 3 new");
    expect(subject({}, "de")).toBe("12 von 430 Rechnern brauchen Aufmerksamkeit, 3 neu");
    expect(subject({}, "fr")).toBe("12 postes sur 430 demandent de l’attention, 3 en plus");
  });

  it("says that all is well only when it is", () => {
    expect(subject({ attention: 0, fresh: 0, byStatus: { ...none, compliant: 430 } })).toBe(
      "All 430 machines compliant",
    );
    expect(subject({ attention: 0, fresh: 0, byStatus: { ...none, compliant: 426, "in-grace": 4 } })).toBe(
      "None of 430 machines needs attention",
    );
    expect(subject({ total: 0, byStatus: none })).toBe("No machine is enrolled yet");
  });

  it("names a list that is about a part of the fleet", () => {
    const list = { name: "Berlin", isNarrow: true, rules: [] };
    expect(composeDigest(testMaterial(), testContext({ list })).subject).toBe(
      "12 of 430 machines need attention, 3 new (Berlin)",
    );
  });
});

it("shows people's names only where the list may see them", () => {
  const material = testMaterial({
    failing: {
      rows: [
        {
          machineId: "m",
          machine: "PC",
          rule: "password-age",
          sentence: "The password of anna had to be changed.",
          openedAt: 1,
        },
      ],
      total: 1,
    },
  });
  expect(renderText(composeDigest(material, testContext()))).toContain("anna");
  expect(renderText(composeDigest(material, testContext({ showsNames: false })))).not.toContain("anna");
});

it("writes a spreadsheet in which no cell is a formula", () => {
  const row = {
    machineId: "m",
    rule: "firewall-enabled",
    sentence: "Off.",
    openedAt: 0,
    status: "non-compliant",
    site: null,
  } as const;
  const names = ['=HYPERLINK("http://evil")', "+1", "-1", "@SUM(A1)", "\t=1", HOSTILE, 'a"b'];
  const csv = renderCsv(
    names.map((machine) => ({ ...row, machine })),
    { showsNames: true },
  );
  const cells = csv
    .split("\r\n")
    .slice(1, -1)
    .map((line) => line.split('","')[0]?.slice(1));
  expect(cells.slice(0, 5)).toEqual(['\'=HYPERLINK(""http://evil"")', "'+1", "'-1", "'@SUM(A1)", "' =1"]);
  expect(cells).toHaveLength(names.length);
});
