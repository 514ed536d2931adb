import { escaped } from "./escape.ts";

/**
 * The frame of every mail: one column of 600 px made of tables, which Outlook's Word engine needs, with its looks in one
 * style block and each size and colour that matters repeated inline, because some programs drop the block. Programs that
 * know the reader's scheme get colours of their own for dark; the others invert what stands here without harm.
 */
export function mailFrame(mail: {
  language: string;
  title: string;
  tone: "good" | "bad" | "none";
  body: string;
}): string {
  return `<!DOCTYPE html>
<html lang="${mail.language}" dir="ltr" xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${escaped(mail.title)}</title>
<style>${STYLE}</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:#f2f4f6">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f2f4f6">
<tr><td align="center" class="around" style="padding:24px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background-color:#ffffff;border-top:4px solid ${EDGES[mail.tone]}">
<tr><td class="inside ink" style="padding:24px;${FONT};font-size:15px;line-height:22px;color:#1a1d21;text-align:left">
${mail.body}
</td></tr></table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body>
</html>
`;
}

export const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

const EDGES = { good: "#2f9e57", bad: "#d92d20", none: "#a3abb5" };

const DARK = `
.page{background-color:#121417!important}
.card{background-color:#1c1f24!important}
.ink,.ink td,.ink th,.ink h1,.ink h2{color:#e8eaed!important}
.ink .quiet{color:#aab2bd!important}
.ink .bad{color:#ff8f85!important}
.ink .good{color:#5fd38a!important}
.ink a{color:#8ab4f8!important}
.line{border-color:#3a3f47!important}
.bar{background-color:#3aa864!important}
.button{background-color:#8ab4f8!important}
.ink .button a{color:#121417!important}`;

/** Outlook on the web and on phones names what it has darkened by these attributes instead of the media query. */
const DARK_OUTLOOK = DARK.trim()
  .split("\n")
  .map((rule) => {
    const [selectors = "", body = ""] = rule.split("{");
    return `${selectors
      .split(",")
      .map((each) => `[data-ogsc] ${each}`)
      .join(",")}{${body}`;
  })
  .join("\n");

const STYLE = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
table{border-collapse:collapse}
a{color:#1858b5}
@media (max-width:480px){
.around{padding:0!important}
.inside{padding:16px!important}
.rows,.rows tbody,.rows tr,.rows th,.rows td{display:block!important;width:auto!important}
.rows th{padding-bottom:0!important}
.rows td{border-top:0!important;padding-top:0!important}
}
@media (prefers-color-scheme:dark){${DARK}
}
${DARK_OUTLOOK}
`;
