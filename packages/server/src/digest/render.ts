import type { DigestDocument, DigestSection } from "./compose.ts";

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Marks that turn the direction of text or are not seen could make one name look like another. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is there to remove
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

export function plain(text: string): string {
  return text.replace(UNSEEN, " ");
}

function escaped(text: string): string {
  return plain(text).replace(/[&<>"']/g, (mark) => ESCAPES[mark] ?? mark);
}

/** The mail's plain-text part; readable by itself. */
export function renderText(document: DigestDocument): string {
  const sections = document.sections.map((section) => {
    const rows = section.rows.map((row) => `- ${plain(row.name)}: ${plain(row.text)}`);
    return [plain(section.title), ...rows, ...(section.more ? [`  ${section.more}`] : [])].join("\n");
  });
  return `${[plain(document.sentence), plain(document.heading), ...sections, document.closing, `Dashboard: ${document.link}`].join("\n\n")}\n`;
}

/** The mail's HTML part: one column of 600 px, plain tables, colours that stay readable when a mail program inverts them. */
export function renderHtml(document: DigestDocument): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(document.subject)}</title>
</head>
<body style="margin:0;padding:16px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.45">
<table role="presentation" width="100%" style="max-width:600px;margin:0 auto;border-collapse:collapse"><tr><td>
<h1 style="font-size:20px;line-height:1.3;margin:0 0 4px">${escaped(document.sentence)}</h1>
<p style="margin:0 0 24px;opacity:.8">${escaped(document.heading)}</p>
${document.sections.map(renderSection).join("\n")}
<p style="margin:24px 0 0;opacity:.8">${escaped(document.closing)}</p>
<p style="margin:8px 0 0"><a href="${escaped(document.link)}">Open the dashboard</a></p>
</td></tr></table>
</body>
</html>
`;
}

function renderSection(section: DigestSection): string {
  const rows = section.rows.map((row) => {
    const name = row.link ? `<a href="${escaped(row.link)}">${escaped(row.name)}</a>` : escaped(row.name);
    return `<tr><th scope="row" style="${CELL};text-align:left;font-weight:600;width:34%;word-break:break-word">${name}</th><td style="${CELL};word-break:break-word">${escaped(row.text)}</td></tr>`;
  });
  const more = section.more ? `<p style="margin:4px 0 0;opacity:.8">${escaped(section.more)}</p>` : "";
  return `<h2 style="font-size:16px;margin:24px 0 8px">${escaped(section.title)}</h2>
<table width="100%" style="border-collapse:collapse">${rows.join("")}</table>${more}`;
}

const CELL = "padding:8px 12px 8px 0;border-top:1px solid #8888;vertical-align:top";
