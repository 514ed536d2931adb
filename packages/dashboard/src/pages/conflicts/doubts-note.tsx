import { Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { conflictsQuery } from "../../api/queries.ts";
import { TextLink } from "../../parts/links.tsx";
import { say } from "./words.ts";

/** A word about machines that may be two, or one twice, where there are any. */
export function DoubtsNote() {
  const { data } = useInfiniteQuery(conflictsQuery("open"));
  const [page] = data?.pages ?? [];
  const count = page?.items.length ?? 0;
  if (count === 0) return null;
  return (
    <Text size="sm">
      <TextLink to="/conflicts" size="sm" underline="always">
        {page?.nextCursor === null ? say.inDoubt(count) : say.orMoreInDoubt(count)}
      </TextLink>
      {say.countedTwice}
    </Text>
  );
}
