import { Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";

type Props = {
  /** What the tab says; the heading's words when those are plain text. */
  tabTitle: string;
  heading: ReactNode;
  lead?: ReactNode;
  /** The way to the list that the page belongs to. */
  back?: ReactNode;
  children: ReactNode;
};

/** The frame of every page: its one h1, the sentence under it, and then its parts. */
export function Page({ tabTitle, heading, lead, back, children }: Props) {
  useDocumentTitle(`${tabTitle} · Muster`);
  return (
    <Stack gap="lg">
      <Stack gap={4}>
        {back}
        <Title order={1}>{heading}</Title>
        {lead !== undefined && (
          <Text component="div" c="dimmed">
            {lead}
          </Text>
        )}
      </Stack>
      {children}
    </Stack>
  );
}
