import { Group, Paper, Stack, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";

type Props = { title: string; aside?: ReactNode; children: ReactNode };

/** A titled part of a page, found by screen readers under its title. */
export function Panel({ title, aside, children }: Props) {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id} h="100%">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={2} id={id}>
            {title}
          </Title>
          {aside}
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}
