import { yaml } from "@codemirror/lang-yaml";
import { unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { codeLook } from "./code-look.ts";

/** What differs between two documents, line under line, with what is the same folded away. */
export default function DocumentDiff({ before, after }: { before: string; after: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: after,
        extensions: [
          yaml(),
          codeLook,
          lineNumbers(),
          EditorState.readOnly.of(true),
          EditorView.editable.of(false),
          EditorView.contentAttributes.of({ "aria-label": "Changed document", tabindex: "0" }),
          EditorView.lineWrapping,
          unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: { margin: 3, minSize: 6 } }),
        ],
      }),
    });
    return () => view.destroy();
  }, [before, after]);
  if (before === after) return <Text size="sm">Nothing differs.</Text>;
  return <div ref={place} data-testid="document-diff" />;
}
