import { Button, Group, Text } from "@mantine/core";

type List = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

/** The end of a list: how much of it is there, and the way to more. */
export function MoreButton({ list, noun, shown }: { list: List; noun: string; shown: number }) {
  if (!list.hasNextPage) return null;
  return (
    <Group justify="center" gap="md">
      <Text size="sm" c="dimmed">
        {shown} {noun} shown
      </Text>
      <Button
        variant="default"
        size="xs"
        loading={list.isFetchingNextPage}
        onClick={() => {
          void list.fetchNextPage();
        }}
      >
        Load more
      </Button>
    </Group>
  );
}
