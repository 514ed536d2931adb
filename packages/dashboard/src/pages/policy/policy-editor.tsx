import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { indentUnit } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState, type Text } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import type { PolicyFault } from "@muster/shared/api.ts";
import { useEffect, useEffectEvent, useRef } from "react";
import { codeLook } from "./code-look.ts";
import { suggest } from "./complete-policy.ts";
import { POLICY_SCHEMA } from "./policy-schema.ts";

type Props = { document: string; faults: readonly PolicyFault[]; onChange: (document: string) => void };

/** The document as text, with what may stand at each place and each fault under the words that it is about. */
export default function PolicyEditor({ document, faults, onChange }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const tellChange = useEffectEvent(onChange);
  const first = useRef(document);
  useEffect(() => {
    if (place.current === null) return;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          lineNumbers(),
          lintGutter(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          indentUnit.of("  "),
          yaml(),
          codeLook,
          search({ top: true }),
          autocompletion({ override: [complete] }),
          // Tab is left to the page: a keyboard must be able to leave the editor.
          keymap.of([...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": "Policy document", tabindex: "0" }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) tellChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    editor.current = view;
    return () => {
      editor.current = null;
      view.destroy();
    };
  }, []);
  useEffect(() => {
    const view = editor.current;
    // Another document than the one in the editor came from outside of it: a draft was thrown away.
    if (view === null || view.state.doc.toString() === document) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: document } });
  }, [document]);
  useEffect(() => {
    const view = editor.current;
    if (view === null) return;
    view.dispatch(
      setDiagnostics(
        view.state,
        faults.map((fault) => diagnosticOf(view.state.doc, fault)),
      ),
    );
  }, [faults]);
  return <div ref={place} className="policy-editor" />;
}

function diagnosticOf(doc: Text, { line, column, message }: PolicyFault): Diagnostic {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const from = Math.min(at.from + Math.max(column - 1, 0), at.to);
  const word = /^[^\s:,}\]]+/.exec(doc.sliceString(from, at.to))?.[0].length ?? 0;
  return { from, to: Math.min(from + Math.max(word, 1), at.to), severity: "error", message };
}

function complete(context: CompletionContext): CompletionResult | null {
  const { state, pos } = context;
  const typed = context.matchBefore(/[\w-]*/);
  const suggestions = suggest(state.sliceDoc(0, pos), state.sliceDoc(pos), POLICY_SCHEMA);
  if (suggestions.length === 0 || (!context.explicit && typed?.text === "" && suggestions[0]?.kind === "key"))
    return null;
  return {
    from: typed?.from ?? pos,
    options: suggestions.map(({ label, kind, insert, detail }) => ({
      label,
      apply: insert,
      detail,
      type: kind === "key" ? "property" : "constant",
    })),
    validFor: /^[\w-]*$/,
  };
}
