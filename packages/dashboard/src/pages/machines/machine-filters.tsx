import { CloseButton, Group, Kbd, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback, useHotkeys } from "@mantine/hooks";
import type { FleetSummary } from "@muster/shared/api.ts";
import { RULE_IDS, RULE_TITLES, RuleId } from "@muster/shared/rules.ts";
import { IconSearch } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { ButtonLink } from "../../parts/links.tsx";
import { StatusIcon } from "../../parts/status-badge.tsx";
import { MACHINE_LOOKS, MACHINE_STATUSES } from "../../theme/status.ts";
import type { MachinesSearch } from "./machines-search.ts";

const route = getRouteApi("/frame/machines");

/** Fast enough to feel instant, slow enough not to ask the server for every letter. */
const TYPING_MS = 200;

export function MachineFilters({ filter, summary }: { filter: MachinesSearch; summary: FleetSummary | undefined }) {
  const navigate = route.useNavigate();
  return (
    <Group gap="sm" align="center">
      <NameFilter filter={filter} />
      <NativeSelect
        aria-label="Rule"
        value={filter.rule ?? ""}
        onChange={(event) => {
          const rule = RuleId.safeParse(event.currentTarget.value).data;
          void navigate({ search: (before) => ({ ...before, rule }), replace: true });
        }}
        data={[
          { value: "", label: "Any rule" },
          ...RULE_IDS.map((rule) => ({ value: rule, label: RULE_TITLES[rule] })),
        ]}
      />
      <Group gap={4} role="group" aria-label="Status">
        <StatusChoice filter={filter} word="All" count={summary?.total} />
        {MACHINE_STATUSES.map((status) => (
          <StatusChoice
            key={status}
            filter={filter}
            status={status}
            word={MACHINE_LOOKS[status].word}
            count={summary?.byStatus[status]}
          />
        ))}
      </Group>
    </Group>
  );
}

type ChoiceProps = {
  filter: MachinesSearch;
  status?: MachinesSearch["status"];
  word: string;
  count: number | undefined;
};

function StatusChoice({ filter, status, word, count }: ChoiceProps) {
  const isChosen = filter.status === status;
  return (
    <ButtonLink
      to="/machines"
      search={{ ...filter, status }}
      replace
      size="compact-sm"
      fw={isChosen ? 600 : 400}
      variant={isChosen ? "default" : "subtle"}
      color="gray"
      c="var(--mantine-color-text)"
      aria-current={isChosen ? "true" : undefined}
      activeProps={{}}
      leftSection={status === undefined ? undefined : <StatusIcon look={MACHINE_LOOKS[status]} size={14} />}
    >
      {word}
      {count === undefined ? "" : ` ${count}`}
    </ButtonLink>
  );
}

function NameFilter({ filter }: { filter: MachinesSearch }) {
  const navigate = route.useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(filter.search ?? "");
  const apply = useDebouncedCallback((text: string) => {
    void navigate({ search: (before) => ({ ...before, search: text.trim() || undefined }), replace: true });
  }, TYPING_MS);

  // Back, Forward and links change the filter without a key being pressed here.
  useEffect(() => {
    setTyped((current) => (current.trim() === (filter.search ?? "") ? current : (filter.search ?? "")));
  }, [filter.search]);

  const focus = () => input.current?.focus();
  useHotkeys([
    ["/", focus],
    // Where `/` is typed with Shift.
    ["shift+/", focus],
  ]);

  function change(text: string): void {
    setTyped(text);
    apply(text);
  }

  return (
    <TextInput
      ref={input}
      type="search"
      aria-label="Filter by name"
      placeholder="Filter by name"
      maxLength={100}
      w={{ base: "100%", xs: 260 }}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed === "" ? (
          <Kbd size="xs" aria-hidden>
            /
          </Kbd>
        ) : (
          <CloseButton size="sm" aria-label="Empty the filter" onClick={() => change("")} />
        )
      }
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape") change("");
      }}
    />
  );
}
