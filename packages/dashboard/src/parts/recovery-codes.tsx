import { Alert, Button, Checkbox, Code, CopyButton, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload, IconKey } from "@tabler/icons-react";
import { useState } from "react";

/** Codes that are told this once; one goes on only when they are put away. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const [isKept, setKept] = useState(false);
  const text = codes.join("\n");
  return (
    <Stack gap="md">
      <Alert role="note" variant="default" icon={<IconKey size={18} aria-hidden />} title="Keep these recovery codes">
        When the phone is lost, each of them lets you in once. They are not shown again: print them, or put them into a
        password manager.
      </Alert>
      <SimpleGrid cols={2} spacing="xs" aria-label="Recovery codes" role="list">
        {codes.map((code) => (
          <Code key={code} role="listitem" fz="sm" p={6}>
            {code}
          </Code>
        ))}
      </SimpleGrid>
      <Group>
        <Button
          component="a"
          variant="default"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`Muster, recovery codes\n\n${text}\n`)}`}
          download="muster-recovery-codes.txt"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Save as a file
        </Button>
        <CopyButton value={text} timeout={2_000}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            >
              {copied ? "Copied" : "Copy all"}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Checkbox
        label="I have put them where I will find them"
        checked={isKept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      <Group>
        <Button disabled={!isKept} onClick={onDone}>
          Go on
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        New ones can be made on the Account page.
      </Text>
    </Stack>
  );
}
