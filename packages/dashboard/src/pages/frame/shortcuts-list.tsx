import { Group, Kbd, Modal, Stack, Text, Title } from "@mantine/core";
import { useOs } from "@mantine/hooks";

type Key = { keys: string[]; does: string };

const mod = "Mod";
const SECTIONS: readonly { title: string; keys: readonly Key[] }[] = [
  {
    title: "Everywhere",
    keys: [
      { keys: [mod, "K"], does: "Search pages, machines and commands" },
      { keys: ["?"], does: "Show these keys" },
      { keys: ["Esc"], does: "Close what is open" },
    ],
  },
  {
    title: "In lists",
    keys: [
      { keys: ["j", "k"], does: "Next and previous row; the arrows do the same" },
      { keys: ["Enter"], does: "Open the row; a machine lies over the list" },
      { keys: [mod, "Enter"], does: "Open a machine's whole page" },
      { keys: ["x"], does: "Select the machine or flag" },
      { keys: ["a"], does: "Acknowledge the flag" },
    ],
  },
  {
    title: "Machines",
    keys: [
      { keys: ["/"], does: "Search the machines" },
      { keys: ["Esc"], does: "Empty the search" },
    ],
  },
];

/** `?`: every key and what it does. */
export function ShortcutsList({ onClose }: { onClose: () => void }) {
  const os = useOs();
  const modWord = os === "macos" || os === "ios" ? "⌘" : "Ctrl";
  return (
    <Modal opened onClose={onClose} title="Keys">
      <Stack gap="md">
        {SECTIONS.map(({ title, keys }) => (
          <Stack key={title} gap="xs" component="section" aria-label={title}>
            <Title order={3} size="sm">
              {title}
            </Title>
            {keys.map((line) => (
              <Group key={line.does} justify="space-between" wrap="nowrap">
                <Text size="sm">{line.does}</Text>
                <Group gap={4} wrap="nowrap">
                  {line.keys.map((key) => (
                    <Kbd key={key}>{key === mod ? modWord : key}</Kbd>
                  ))}
                </Group>
              </Group>
            ))}
          </Stack>
        ))}
      </Stack>
    </Modal>
  );
}
