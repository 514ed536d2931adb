import { ActionIcon, Button, Kbd } from "@mantine/core";
import { useOs } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { say } from "./words.ts";

/** The way to the palette for a pointer, and the reminder of its key. */
export function PaletteButton({ onClick }: { onClick: () => void }) {
  const os = useOs();
  const isMac = os === "macos" || os === "ios";
  return (
    <>
      <Button
        variant="default"
        size="xs"
        fw={400}
        c="dimmed"
        visibleFrom="sm"
        aria-keyshortcuts={isMac ? "Meta+K" : "Control+K"}
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={
          <Kbd size="xs" aria-hidden>
            {isMac ? "⌘ K" : "Ctrl K"}
          </Kbd>
        }
        onClick={onClick}
      >
        {say.searchOrCommand}
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="dimmed"
        size="lg"
        hiddenFrom="sm"
        aria-label={say.searchOrCommand}
        onClick={onClick}
      >
        <IconSearch size={18} aria-hidden />
      </ActionIcon>
    </>
  );
}
