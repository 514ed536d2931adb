import { createHash } from "node:crypto";
import { Markup } from "./html.ts";

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2733; --quiet: #52606d; --paper: #f7f8fa; --card: #fff; --line: #d5dbe1;
  --good: #1a6b34; --soon: #7a5200; --bad: #b3261e; --unclear: #5b3fa0; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --quiet: #a9b4bf; --paper: #14191f; --card: #1c232b;
  --line: #37424d; --good: #6fd08c; --soon: #f0b64a; --bad: #ff9a91; --unclear: #bda6ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
.brand { margin: 0; color: var(--quiet); font-weight: 600; }
h1 { font-size: 1.7rem; margin: .2rem 0 1rem; } h2 { font-size: 1.2rem; margin: 2rem 0 .6rem; }
h3 { font-size: 1rem; margin: 0 0 .3rem; display: flex; gap: .6rem; justify-content: space-between; flex-wrap: wrap; }
h4 { font-size: .95rem; margin: .6rem 0 .2rem; }
.good { color: var(--good); } .soon { color: var(--soon); } .bad { color: var(--bad); } .unclear { color: var(--unclear); }
.cards { list-style: none; margin: 0; padding: 0; display: grid; gap: .7rem; }
.card, details, .note { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1rem; }
.card p, .note { margin: .2rem 0; } ol { margin: .2rem 0; padding-left: 1.4rem; } .word { font-weight: 600; }
details { margin: .4rem 0; } summary { cursor: pointer; font-weight: 600; }
dl { display: grid; grid-template-columns: minmax(8rem, auto) 1fr; gap: .1rem 1rem; margin: .4rem 0; }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; } ul { padding-left: 1.2rem; margin: .2rem 0; }
button { font: inherit; padding: .5rem 1rem; border: 1px solid var(--quiet); border-radius: 6px; background: var(--card);
  color: var(--ink); cursor: pointer; min-height: 2.5rem; }
button:disabled { color: var(--quiet); cursor: default; }
:focus-visible { outline: 3px solid #1d6fd8; outline-offset: 2px; }
`;

/** The page's only style, let in by its digest alone. */
export const PAGE_STYLE = new Markup(STYLE);
export const PAGE_STYLE_DIGEST = createHash("sha256").update(STYLE).digest("base64");
