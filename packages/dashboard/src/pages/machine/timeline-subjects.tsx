import { Group } from "@mantine/core";
import { TimelineSubject } from "@muster/shared/history.ts";
import { ButtonLink } from "../../parts/links.tsx";
import { say } from "./words.ts";

const SUBJECTS = [undefined, ...TimelineSubject.options];

/** What the timeline tells of. */
export function TimelineSubjects({ machineId, chosen }: { machineId: string; chosen: TimelineSubject | undefined }) {
  return (
    <Group gap={4} component="nav" aria-label={say.tellsOf}>
      {SUBJECTS.map((about) => (
        <ButtonLink
          key={about ?? "all"}
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
          {say.subjects[about ?? "all"]}
        </ButtonLink>
      ))}
    </Group>
  );
}
