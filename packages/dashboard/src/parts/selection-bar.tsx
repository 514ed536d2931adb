import { Affix, Button, Group, Paper, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { say } from "../words/common/words.ts";
import type { Selection } from "./use-selection.ts";

type Props = {
  /** What screen readers call it. */
  label: string;
  selection: Selection;
  /** What came of the last act, in words; empty before one. */
  told: string;
  /** What stands under the buttons: a problem, where there is one. */
  below?: ReactNode;
  children: ReactNode;
};

/** What can be done to the rows that are ticked, over the list's lower edge while any is. */
export function SelectionBar({ label, selection, told, below, children }: Props) {
  const count = selection.ids.size;
  return (
    <>
      {/* Stands there before it has something to say, or a screen reader would not hear it. */}
      <div role="status" className="sr-only">
        {[count > 0 ? say.selected(count) : "", told].filter(Boolean).join(", ")}
      </div>
      {count > 0 && (
        <Affix position={{ bottom: 64, left: 0, right: 0 }} style={{ pointerEvents: "none" }}>
          <Paper
            component="section"
            aria-label={label}
            shadow="md"
            p="xs"
            mx="auto"
            w="fit-content"
            maw="calc(100vw - 24px)"
            style={{ pointerEvents: "auto" }}
          >
            <Group gap="xs">
              <Text size="sm" fw={600}>
                {say.selected(count)}
              </Text>
              {children}
              {told !== "" && (
                <Text size="sm" c="dimmed" aria-hidden>
                  {told}
                </Text>
              )}
              <Button size="xs" variant="subtle" onClick={selection.clear}>
                {say.clear}
              </Button>
            </Group>
            {below}
          </Paper>
        </Affix>
      )}
    </>
  );
}
