import { describeDuration } from "@muster/shared/duration.ts";
import { RULE_TITLES, type RuleId } from "@muster/shared/rules.ts";
import type { DigestFlags, DigestMaterial } from "./gather.ts";

export type DigestRowText = { name: string; text: string; link: string | null };
export type DigestSection = { title: string; rows: DigestRowText[]; more: string | null };

/** A digest in words, before it takes a form. */
export type DigestDocument = {
  subject: string;
  /** The verdict in one sentence. */
  sentence: string;
  /** What it is about: the night, the instant and its zone. */
  heading: string;
  sections: DigestSection[];
  closing: string;
  link: string;
};

/** Puts the night's state into words: what changed first, then what still fails. Pure. */
export function composeDigest(
  material: DigestMaterial,
  context: { night: string; timeZone: string; dashboardUrl: string; isLate: boolean },
): DigestDocument {
  const { summary } = material;
  const { dashboardUrl } = context;
  const at = new Intl.DateTimeFormat("en-GB", {
    dateStyle: "full",
    timeStyle: "short",
    timeZone: context.timeZone,
  }).format(material.now);
  const late = context.isLate ? " It was due earlier; the server was not running then." : "";
  return {
    subject: subjectOf(material),
    sentence: sentenceOf(material),
    heading: `State of ${at} (${context.timeZone}).${late}`,
    sections: [
      flagSection("New since the last digest", material.opened, dashboardUrl),
      flagSection("Recovered since the last digest", material.resolved, dashboardUrl),
      machineSection("Not compliant", material.nonCompliant, summary.byStatus["non-compliant"], dashboardUrl),
      machineSection("Could not be judged", material.unknown, summary.byStatus.unknown, dashboardUrl),
      silentSection(material),
    ].filter((section) => section.rows.length > 0),
    closing: `${summary.online} of ${summary.total} ${machinesWord(summary.total)} connected at this moment.`,
    link: dashboardUrl,
  };
}

function subjectOf({ summary, opened }: DigestMaterial): string {
  const attention = summary.total - summary.byStatus.compliant;
  if (summary.total === 0) return "No machine is enrolled yet";
  if (attention === 0)
    return summary.total === 1 ? "The one machine is compliant" : `All ${summary.total} machines compliant`;
  const news = opened.machines;
  const verb = attention === 1 ? "needs" : "need";
  return `${attention} of ${summary.total} ${machinesWord(summary.total)} ${verb} attention${news > 0 ? `, ${news} new` : ""}`;
}

function sentenceOf({ summary }: DigestMaterial): string {
  if (summary.total === 0) return "No machine is enrolled yet, so there is nothing to judge.";
  const parts = [
    `${summary.byStatus.compliant} of ${summary.total} ${machinesWord(summary.total)} ${summary.byStatus.compliant === 1 ? "is" : "are"} compliant`,
    ...counted(summary.byStatus["non-compliant"], "not compliant"),
    ...counted(summary.byStatus["in-grace"], "in grace"),
    ...counted(summary.byStatus["accepted-risk"], "with accepted risk"),
    ...counted(summary.byStatus.unknown, "could not be judged"),
    ...counted(summary.byStatus["not-covered"], "covered by no rule"),
  ];
  return `${parts.join("; ")}.`;
}

function counted(count: number, words: string): string[] {
  return count > 0 ? [`${count} ${words}`] : [];
}

function machinesWord(count: number): string {
  return count === 1 ? "machine" : "machines";
}

function flagSection(title: string, flags: DigestFlags, dashboardUrl: string): DigestSection {
  return {
    title: `${title} (${flags.total})`,
    rows: flags.named.map((flag) => ({
      name: flag.machineName,
      text: `${RULE_TITLES[flag.rule as RuleId] ?? flag.rule}: ${flag.sentence}`,
      link: machineLink(dashboardUrl, flag.machineId),
    })),
    more: moreText(flags.total - flags.named.length),
  };
}

function machineSection(
  title: string,
  machines: DigestMaterial["nonCompliant"],
  total: number,
  dashboardUrl: string,
): DigestSection {
  return {
    title: `${title} (${total})`,
    rows: machines.map((machine) => ({
      name: machine.name,
      text: machine.sentence,
      link: machineLink(dashboardUrl, machine.id),
    })),
    more: moreText(total - machines.length),
  };
}

function moreText(more: number): string | null {
  return more > 0 ? `and ${more} more` : null;
}

function silentSection({ silent, now }: DigestMaterial): DigestSection {
  return {
    title: "Silent for more than a day",
    rows: silent.map(({ name, lastSeenAt }) => ({
      name,
      text: lastSeenAt === null ? "has never reported" : `last heard of ${describeDuration(now - lastSeenAt)} ago`,
      link: null,
    })),
    more: null,
  };
}

function machineLink(dashboardUrl: string, id: string): string {
  return `${dashboardUrl}/machines/${encodeURIComponent(id)}`;
}
