import { Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";

type Props = {
  /** What the tab says; the heading's words when those are plain text. */
  tabTitle: string;
  heading: ReactNode;
  lead?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
};

/** The frame of every page: its one h1, the sentence under it, and then its parts. */
export function Page({ tabTitle, heading, lead, aside, children }: Props) {
  useDocumentTitle(`${tabTitle} · Muster`);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} style={{ flex: "1 1 320px", minWidth: 0 }}>
          <Title order={1}>{heading}</Title>
          {lead !== undefined && (
            <Text component="div" c="dimmed">
              {lead}
            </Text>
          )}
        </Stack>
        {aside}
      </Group>
      {children}
    </Stack>
  );
}
