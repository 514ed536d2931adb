import { Group, NativeSelect } from "@mantine/core";
import { type WorkCounts, WorkState } from "@muster/shared/flag-work.ts";
import { RULE_IDS, RuleId } from "@muster/shared/rules.ts";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { flagWorkQuery, sessionQuery } from "../../api/queries.ts";
import { ButtonLink } from "../../parts/links.tsx";
import { say as common } from "../../words/common/words.ts";
import type { FlagsSearch } from "./flags-search.ts";
import { say } from "./words.ts";
import { WORK_LOOKS } from "./work-looks.ts";

const route = getRouteApi("/frame/flags");

type Choice = { key: string; word: string; search: Pick<FlagsSearch, "state" | "work" | "assignedTo">; count?: number };

export function FlagFilters({ filter }: { filter: FlagsSearch }) {
  const navigate = route.useNavigate();
  const { data: counts } = useQuery(flagWorkQuery);
  const { data: session } = useQuery(sessionQuery);
  const chosen = keyOf(filter);
  return (
    <Group gap="sm">
      <Group gap={4} role="group" aria-label={say.state}>
        {choicesOf(counts, session?.operator).map(({ key, word, search, count }) => (
          <ButtonLink
            key={key}
            to="/flags"
            search={{ rule: filter.rule, ...search }}
            replace
            size="compact-sm"
            variant={chosen === key ? "default" : "subtle"}
            color="gray"
            c="var(--mantine-color-text)"
            fw={chosen === key ? 600 : 400}
            aria-current={chosen === key ? "true" : undefined}
          >
            {count === undefined ? word : say.stateWith(word, count)}
          </ButtonLink>
        ))}
      </Group>
      <NativeSelect
        aria-label={say.rule}
        value={filter.rule ?? ""}
        onChange={(event) => {
          const rule = RuleId.safeParse(event.currentTarget.value).data;
          void navigate({ search: (before) => ({ ...before, rule }), replace: true });
        }}
        data={[
          { value: "", label: say.anyRule },
          ...RULE_IDS.map((rule) => ({ value: rule, label: common.rules[rule] })),
        ]}
      />
    </Group>
  );
}

function choicesOf(counts: WorkCounts | undefined, operator: string | undefined): Choice[] {
  const open = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
  return [
    { key: "open", word: say.states.open, search: {}, ...(open === undefined ? {} : { count: open }) },
    ...WorkState.options.map((work) => ({
      key: work,
      word: WORK_LOOKS[work].word,
      search: { work },
      ...(counts === undefined ? {} : { count: counts[work] }),
    })),
    ...(operator === undefined
      ? []
      : [{ key: `to ${operator}`, word: say.states.mine, search: { assignedTo: operator } }]),
    { key: "resolved", word: say.states.resolved, search: { state: "resolved" as const } },
    { key: "all", word: say.states.all, search: { state: "all" as const } },
  ];
}

function keyOf({ state, work, assignedTo }: FlagsSearch): string {
  if (assignedTo !== undefined) return `to ${assignedTo}`;
  return work ?? state ?? "open";
}
