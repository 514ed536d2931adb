import { Group } from "@mantine/core";
import type { TimelineSubject } from "@muster/shared/history.ts";
import { ButtonLink } from "../../parts/links.tsx";

const SUBJECTS: readonly { about: TimelineSubject | undefined; word: string }[] = [
  { about: undefined, word: "Everything" },
  { about: "judgement", word: "Judgement" },
  { about: "facts", word: "Facts" },
  { about: "presence", word: "Presence" },
];

/** What the timeline tells of. */
export function TimelineSubjects({ machineId, chosen }: { machineId: string; chosen: TimelineSubject | undefined }) {
  return (
    <Group gap={4} component="nav" aria-label="What the timeline tells of">
      {SUBJECTS.map(({ about, word }) => (
        <ButtonLink
          key={word}
          to="/machines/$id"
          params={{ id: machineId }}
          search={(before) => ({ ...before, about })}
          replace
          resetScroll={false}
          size="compact-sm"
          variant={about === chosen ? "default" : "subtle"}
          color="gray"
          c="var(--mantine-color-text)"
          aria-current={about === chosen ? "true" : undefined}
          activeProps={{}}
        >
          {word}
        </ButtonLink>
      ))}
    </Group>
  );
}
