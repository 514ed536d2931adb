import { Group, NativeSelect } from "@mantine/core";
import { RULE_IDS, RULE_TITLES, RuleId } from "@muster/shared/rules.ts";
import { getRouteApi } from "@tanstack/react-router";
import { ButtonLink } from "../../parts/links.tsx";
import { FLAG_STATES, type FlagsSearch } from "./flags-search.ts";

const route = getRouteApi("/frame/flags");

const WORDS = { open: "Open", resolved: "Resolved", all: "All" } as const;

export function FlagFilters({ filter }: { filter: FlagsSearch }) {
  const navigate = route.useNavigate();
  const chosen = filter.state ?? "open";
  return (
    <Group gap="sm">
      <Group gap={4} role="group" aria-label="State">
        {FLAG_STATES.map((state) => (
          <ButtonLink
            key={state}
            to="/flags"
            search={{ ...filter, state: state === "open" ? undefined : state }}
            replace
            size="compact-sm"
            variant={chosen === state ? "default" : "subtle"}
            color="gray"
            c="var(--mantine-color-text)"
            fw={chosen === state ? 600 : 400}
            aria-current={chosen === state ? "true" : undefined}
          >
            {WORDS[state]}
          </ButtonLink>
        ))}
      </Group>
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
    </Group>
  );
}
