import { Group, Kbd, Modal, Stack, Text } from "@mantine/core";

const KEYS: readonly { keys: string[]; does: string }[] = [
  { keys: ["/"], does: "Search the machines" },
  { keys: ["j", "k"], does: "Next and previous row; the arrows do the same" },
  { keys: ["Enter"], does: "Open the row; a machine lies over the list" },
  { keys: ["Ctrl", "Enter"], does: "Open a machine's whole page" },
  { keys: ["x"], does: "Select the machine" },
  { keys: ["Esc"], does: "Empty the filter; close what is open" },
  { keys: ["?"], does: "Show these keys" },
];

export function ShortcutsList({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keys" closeButtonProps={{ "aria-label": "Close" }}>
      <Stack gap="xs">
        {KEYS.map(({ keys, does }) => (
          <Group key={does} justify="space-between" wrap="nowrap">
            <Text size="sm">{does}</Text>
            <Group gap={4} wrap="nowrap">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
      </Stack>
    </Modal>
  );
}
