import { Button, Menu, TextInput } from "@mantine/core";
import { DAY_MS } from "@muster/shared/duration.ts";
import type { FlagAct } from "@muster/shared/flag-work.ts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { workOnFlags } from "../../api/commands.ts";
import { KEYS, sessionQuery } from "../../api/queries.ts";
import { clearPending } from "../../feed/pending-changes.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { SelectionBar } from "../../parts/selection-bar.tsx";
import { useMay } from "../../parts/use-may.ts";
import type { Selection } from "../../parts/use-selection.ts";
import { say } from "./words.ts";

const ASIDE: { label: keyof typeof say.asideFor; ms: number }[] = [
  { label: "hours", ms: DAY_MS / 6 },
  { label: "day", ms: DAY_MS },
  { label: "days", ms: 3 * DAY_MS },
  { label: "week", ms: 7 * DAY_MS },
];

/** Does something about flags; the list follows by itself. */
export function useFlagActs() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ flagIds, act }: { flagIds: string[]; act: FlagAct }) => workOnFlags({ flagIds, act }),
    onSettled: () => {
      // Whoever acts wants to see what came of it, with whatever else has changed.
      clearPending();
      return Promise.all([KEYS.flags, KEYS.machine].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
  });
}

type Props = { selection: Selection; acts: ReturnType<typeof useFlagActs> };

/** What can be done about the flags that are ticked. */
export function FlagActions({ selection, acts }: Props) {
  const { data: session } = useQuery(sessionQuery);
  const mayWork = useMay("flags.work");
  const [note, setNote] = useState("");
  const act = (chosen: FlagAct) => acts.mutate({ flagIds: [...selection.ids], act: chosen });
  if (!mayWork) return null;
  return (
    <SelectionBar
      label={say.actions}
      selection={selection}
      told={acts.isSuccess ? wordsOf(acts.data) : ""}
      below={acts.error !== null && <ProblemNotice error={acts.error} />}
    >
      <Button size="xs" onClick={() => act({ kind: "acknowledge" })}>
        {say.acknowledge}
      </Button>
      {session !== undefined && (
        <Button size="xs" variant="default" onClick={() => act({ kind: "assign", to: session.operator })}>
          {say.take}
        </Button>
      )}
      <Menu position="top">
        <Menu.Target>
          <Button size="xs" variant="default">
            {say.aside}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {ASIDE.map(({ label, ms }) => (
            <Menu.Item
              key={label}
              onClick={() => act({ kind: "snooze", until: new Date(Date.now() + ms).toISOString() })}
            >
              {say.asideFor[label]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button size="xs" variant="default" onClick={() => act({ kind: "renew" })}>
        {say.renew}
      </Button>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (note.trim() === "") return;
          act({ kind: "note", text: note.trim() });
          setNote("");
        }}
      >
        <TextInput
          size="xs"
          w={180}
          aria-label={say.note}
          placeholder={say.noteHint}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </form>
    </SelectionBar>
  );
}

function wordsOf({ changed, leftOut }: { changed: number; leftOut: string[] }): string {
  return leftOut.length === 0 ? say.changed(changed) : say.changedSome(changed, leftOut.length);
}
