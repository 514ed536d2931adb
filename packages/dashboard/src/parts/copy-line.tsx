import { Button, Code, CopyButton, Group, Paper } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { say } from "../words/common/words.ts";

/** A line to paste elsewhere, whole, with a button that copies it. */
export function CopyLine({ line, label }: { line: string; label: string }) {
  return (
    <Paper p="xs" bg="var(--surface-page)">
      <Group gap="xs" wrap="nowrap" align="flex-start">
        {/* A keyboard must be able to scroll what a mouse can. */}
        <Code
          block
          role="group"
          aria-label={label}
          className="document document-wrapped"
          style={{ flex: 1, maxHeight: 200 }}
          tabIndex={0}
        >
          {line}
        </Code>
        <CopyButton value={line} timeout={2_000}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              variant="default"
              onClick={copy}
              leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            >
              {copied ? say.copied : say.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Paper>
  );
}
