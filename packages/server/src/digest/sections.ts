import type { RuleId } from "@muster/shared/rules.ts";
import { clip } from "@muster/shared/text.ts";
import { plain } from "../mail/plain.ts";
import type { DigestContext } from "./context.ts";
import type { DigestMaterial, FlagLine } from "./material.ts";
import type { Listed } from "./top.ts";
import { wordsOf } from "./words/catalogue.ts";
import { writer } from "./writer.ts";

export type DigestRowText = { name: string; text: string; link: string | null };
export type DigestSection = {
  title: string;
  tone: "bad" | "good" | "none";
  rows: DigestRowText[];
  more: string | null;
};

/** Characters of a name and of a sentence in the mail; the whole stands on the dashboard. */
const NAME_CHARS = 80;
const TEXT_CHARS = 240;

/** Rules whose sentences name people's accounts. */
const PERSONAL: ReadonlySet<RuleId> = new Set(["password-age"]);

/** A digest's lists in the order in which they matter; one without rows is left out. */
export function sectionsOf(material: DigestMaterial, context: DigestContext): DigestSection[] {
  const words = wordsOf(context.language);
  const { number, day, age } = writer(words, context.timeZone);
  const { now } = material;
  const { sections } = words;
  const text = (value: string): string => clip(plain(value), TEXT_CHARS);
  const row = (name: string, said: string, machineId: string | null = null): DigestRowText => ({
    name: clip(plain(name), NAME_CHARS),
    text: text(said),
    link: machineId === null ? null : `${context.dashboardUrl}/machines/${encodeURIComponent(machineId)}`,
  });
  const told = (line: FlagLine): string => {
    const isHidden = PERSONAL.has(line.rule) && !context.showsNames;
    return `${words.rules[line.rule]}: ${isHidden ? words.personal : line.sentence}`;
  };
  const listed = <T>(
    title: string,
    tone: DigestSection["tone"],
    { rows, total }: Listed<T>,
    write: (item: T) => DigestRowText,
  ) => ({
    title: `${title} (${number(total)})`,
    tone,
    rows: rows.map(write),
    more: total > rows.length ? words.more(number(total - rows.length)) : null,
  });

  const all: DigestSection[] = [
    listed(sections.incidents, "bad", material.incidents, (line) => ({
      ...row(
        `${line.number}`,
        `${line.title} – ${words.incident(day(line.openedAt), context.showsNames ? line.assignedTo : null)}`,
      ),
      link: `${context.dashboardUrl}/incidents/${encodeURIComponent(line.id)}`,
    })),
    listed(sections.opened, "bad", material.opened, (line) => row(line.machine, told(line), line.machineId)),
    listed(sections.recovered, "good", material.recovered, (line) =>
      row(line.machine, `${words.rules[line.rule]}: ${words.because[line.because]}`, line.machineId),
    ),
    listed(sections.failing, "bad", material.failing, (line) =>
      row(line.machine, `${told(line)} – ${words.since(day(line.openedAt), age(line.openedAt, now))}`, line.machineId),
    ),
    listed(sections.silent, "none", material.silent, (line) =>
      row(
        line.machine,
        words.silent(line.reachability, line.lastSeenAt === null ? null : day(line.lastSeenAt)),
        line.machineId,
      ),
    ),
    listed(sections.passwords, "none", bounded(material.passwords), (line) =>
      row(line.machine, words.passwordEnds(context.showsNames ? line.account : null, day(line.endsAt)), line.machineId),
    ),
    endingSection(),
    uncheckedSection(),
  ];
  return all.filter((section) => section.rows.length > 0);

  function endingSection(): DigestSection {
    const { waivers, certificates } = material;
    const section = listed(sections.ending, "none", waivers, (line) =>
      row(line.about, words.waiverEnds(day(line.endsAt), line.reason)),
    );
    const more = certificates.map((each) => row(each.name, words.certificateEnds(day(each.endsAt))));
    return {
      ...section,
      title: `${sections.ending} (${number(waivers.total + more.length)})`,
      rows: [...section.rows, ...more],
    };
  }

  function uncheckedSection(): DigestSection {
    const { unchecked, notCovered, neverReported } = material;
    const section = listed(sections.unchecked, "none", unchecked, (line) =>
      row(line.machine, context.showsNames ? line.sentence : words.notJudged, line.machineId),
    );
    const counted = [
      ...(notCovered > 0 ? [row("–", words.notCovered(number(notCovered)))] : []),
      ...(neverReported > 0 ? [row("–", words.neverReported(number(neverReported)))] : []),
    ];
    const total = unchecked.total + notCovered + neverReported;
    return { ...section, title: `${sections.unchecked} (${number(total)})`, rows: [...counted, ...section.rows] };
  }
}

/** A machine may have several passwords that end: never more rows than a section holds, and never a total below them. */
function bounded<T>({ rows, total }: Listed<T>): Listed<T> {
  return { rows: rows.slice(0, 20), total: Math.max(total, rows.length) };
}
