import { Group, Kbd, Modal, Stack, Text, Title } from "@mantine/core";
import { useOs } from "@mantine/hooks";
import { say } from "./words.ts";

type Key = { keys: string[]; does: string };

const mod = "Mod";
const sections = (): readonly { title: string; keys: readonly Key[] }[] => [
  {
    title: say.everywhere,
    keys: [
      { keys: [mod, "K"], does: say.keyPalette },
      { keys: ["?"], does: say.keyHelp },
      { keys: ["Esc"], does: say.keyClose },
    ],
  },
  {
    title: say.inLists,
    keys: [
      { keys: ["j", "k"], does: say.keyRows },
      { keys: ["Enter"], does: say.keyOpen },
      { keys: [mod, "Enter"], does: say.keyPage },
      { keys: ["x"], does: say.keySelect },
      { keys: ["a"], does: say.keyAcknowledge },
    ],
  },
  {
    title: say.machines,
    keys: [
      { keys: ["/"], does: say.keySearch },
      { keys: ["Esc"], does: say.keyEmpty },
    ],
  },
];

/** `?`: every key and what it does. */
export function ShortcutsList({ onClose }: { onClose: () => void }) {
  const os = useOs();
  const modWord = os === "macos" || os === "ios" ? "⌘" : "Ctrl";
  return (
    <Modal opened onClose={onClose} title={say.keys}>
      <Stack gap="md">
        {sections().map(({ title, keys }) => (
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
