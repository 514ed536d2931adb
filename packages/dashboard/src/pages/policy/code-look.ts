import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The editor in the dashboard's own colours, so that it follows the scheme by itself. */
export const codeLook = [
  EditorView.theme({
    "&": {
      fontSize: "var(--mantine-font-size-sm)",
      backgroundColor: "transparent",
      color: "var(--mantine-color-text)",
    },
    "&.cm-focused": { outline: "2px solid var(--mantine-color-anchor)", outlineOffset: "2px" },
    ".cm-scroller": { fontFamily: "var(--mantine-font-family-monospace)", lineHeight: "1.6" },
    ".cm-content": { caretColor: "var(--mantine-color-text)" },
    ".cm-cursor": { borderLeftColor: "var(--mantine-color-text)" },
    ".cm-gutters": {
      backgroundColor: "transparent",
      color: "var(--mantine-color-dimmed)",
      borderRight: "1px solid var(--mantine-color-default-border)",
    },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--surface-hover)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
      backgroundColor: "color-mix(in srgb, var(--mantine-color-anchor) 25%, transparent)",
    },
    ".cm-tooltip, .cm-panels": {
      backgroundColor: "var(--surface-card)",
      color: "var(--mantine-color-text)",
      border: "1px solid var(--mantine-color-default-border)",
      borderRadius: "6px",
    },
    ".cm-tooltip-autocomplete ul li[aria-selected]": {
      backgroundColor: "var(--mantine-color-blue-8)",
      color: "#ffffff",
    },
    ".cm-diagnostic": { whiteSpace: "pre-wrap" },
    ".cm-changedLine": { backgroundColor: "var(--tone-good-tint) !important" },
    ".cm-deletedChunk": { backgroundColor: "var(--tone-bad-tint) !important" },
    ".cm-changedText": { background: "color-mix(in srgb, var(--tone-good-fill) 22%, transparent) !important" },
    ".cm-deletedText": { background: "color-mix(in srgb, var(--tone-bad-fill) 22%, transparent) !important" },
    // Its own marks stand in no font that the system brings.
    ".cm-collapsedLines::before, .cm-collapsedLines::after": { content: "'···' !important" },
    ".cm-collapsedLines": {
      background: "var(--surface-page) !important",
      color: "var(--mantine-color-dimmed)",
      padding: "4px 8px",
    },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--mantine-color-anchor)" },
      { tag: tags.comment, color: "var(--mantine-color-dimmed)", fontStyle: "italic" },
      { tag: [tags.string, tags.content], color: "var(--mantine-color-text)" },
      { tag: [tags.bool, tags.number, tags.keyword], color: "var(--tone-unknown-ink)" },
    ]),
  ),
];
