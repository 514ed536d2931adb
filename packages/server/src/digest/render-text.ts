import type { DigestDocument } from "./compose.ts";

/** The mail's plain-text part; it can be read alone. */
export function renderText(document: DigestDocument): string {
  const { sentence, heading, sections, trend, closing, open, link } = document;
  const parts = [
    sentence,
    heading.join("\n"),
    ...sections.map(({ title, rows, more }) =>
      [
        underlined(title),
        ...rows.map(({ name, text }) => `- ${name}: ${text}`),
        ...(more === null ? [] : [`  ${more}`]),
      ].join("\n"),
    ),
    ...(trend === null ? [] : [`${underlined(trend.title)}\n${trend.sentence}`]),
    `${open}: ${link}`,
    // RFC 3676, 4.3: what follows this line is not the message itself.
    `-- \n${closing.join("\n")}`,
  ];
  return `${parts.join("\n\n")}\n`;
}

function underlined(title: string): string {
  return `${title}\n${"-".repeat(Math.min(title.length, 70))}`;
}
