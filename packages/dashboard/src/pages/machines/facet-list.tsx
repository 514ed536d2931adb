import { Button, Checkbox, Group, Skeleton, Stack, Text } from "@mantine/core";
import { FACETS, type Facet, type MachineFacets, NO_SITE } from "@muster/shared/machine-list.ts";
import { RuleId } from "@muster/shared/rules.ts";
import { MachineStatus, Reachability } from "@muster/shared/verdict.ts";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { StatusIcon } from "../../parts/status-badge.tsx";
import { MACHINE_LOOKS, REACHABILITY_LOOKS, type StatusLook } from "../../theme/status.ts";
import { say as common } from "../../words/common/words.ts";
import { inNumber } from "../../words/spoken.ts";
import { say } from "./words.ts";

const route = getRouteApi("/frame/machines");

/** Values shown of a facet before one asks for more. */
const FEW = 6;

/** What the list can be narrowed by, each value with how many machines would be left. */
export function FacetList({ facets }: { facets: MachineFacets | undefined }) {
  if (facets === undefined) return <Skeleton height={420} />;
  return (
    <Stack gap="md">
      {FACETS.map((facet) => (
        <FacetGroup key={facet} facet={facet} values={facets.facets[facet]} />
      ))}
    </Stack>
  );
}

function FacetGroup({ facet, values }: { facet: Facet; values: { value: string; count: number }[] }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [isWhole, setWhole] = useState(false);
  const chosen: readonly string[] = search[facet] ?? [];
  // What is chosen stays in sight even when nothing has it any more.
  const gone = chosen.filter((value) => values.every((each) => each.value !== value));
  const all = [...values, ...gone.map((value) => ({ value, count: 0 }))];
  const shown = isWhole ? all : all.filter(({ value }, index) => index < FEW || chosen.includes(value));
  if (all.length === 0) return null;

  function toggle(value: string): void {
    const after = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
    const change = { [facet]: after.length === 0 ? undefined : after };
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  }

  return (
    <Stack gap={9} component="fieldset" className="facet">
      <Text component="legend" size="xs" fw={600} c="dimmed" mb={6}>
        {say.facets[facet]}
      </Text>
      {shown.map(({ value, count }) => {
        const { word, look } = describe(facet, value);
        return (
          <Checkbox
            key={value}
            size="xs"
            checked={chosen.includes(value)}
            onChange={() => toggle(value)}
            styles={{ body: { width: "100%" }, labelWrapper: { flex: 1, minWidth: 0 } }}
            label={
              <Group gap={6} wrap="nowrap">
                {look !== null && <StatusIcon look={look} size={14} />}
                <span className="clip" title={word} style={{ flex: 1, width: 0 }}>
                  {word}
                </span>
                <Text span size="xs" c="dimmed">
                  {inNumber(count)}
                </Text>
              </Group>
            }
          />
        );
      })}
      {all.length > shown.length && (
        <Button variant="subtle" size="compact-xs" onClick={() => setWhole(true)}>
          {say.more(all.length - shown.length)}
        </Button>
      )}
    </Stack>
  );
}

function describe(facet: Facet, value: string): { word: string; look: StatusLook | null } {
  const status = facet === "status" ? MachineStatus.safeParse(value).data : undefined;
  if (status) return { word: MACHINE_LOOKS[status].word, look: MACHINE_LOOKS[status] };
  const reach = facet === "reachability" ? Reachability.safeParse(value).data : undefined;
  if (reach) return { word: REACHABILITY_LOOKS[reach].word, look: REACHABILITY_LOOKS[reach] };
  const rule = facet === "rule" ? RuleId.safeParse(value).data : undefined;
  if (rule) return { word: common.rules[rule], look: null };
  return { word: facet === "site" && value === NO_SITE ? say.noSite : value, look: null };
}
