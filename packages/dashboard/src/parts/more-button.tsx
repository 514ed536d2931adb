import { Button, Group, Text } from "@mantine/core";
import { say } from "../words/common/words.ts";

type List = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

/** The end of a list: how much of it is there, and the way to more. */
export function MoreButton({ list, shown }: { list: List; shown: number }) {
  if (!list.hasNextPage) return null;
  return (
    <Group justify="center" gap="md">
      <Text size="sm" c="dimmed">
        {say.shown(shown)}
      </Text>
      <Button
        variant="default"
        size="xs"
        loading={list.isFetchingNextPage}
        onClick={() => {
          void list.fetchNextPage();
        }}
      >
        {say.loadMore}
      </Button>
    </Group>
  );
}
