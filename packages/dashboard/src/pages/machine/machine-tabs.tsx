import { SimpleGrid, Tabs } from "@mantine/core";
import type { MachineDetail } from "@muster/shared/api.ts";
import { PROBE_IDS } from "@muster/shared/facts/index.ts";
import { IconClipboardOff } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { Teach } from "../../parts/teach.tsx";
import { FlagHistory } from "./flag-history.tsx";
import { MACHINE_TABS } from "./machine-search.ts";
import { MachineWaivers } from "./machine-waivers.tsx";
import { ProbeCard } from "./probe-card.tsx";
import { say } from "./words.ts";

const route = getRouteApi("/frame/machines/$id");

/** What is looked up rather than watched: every fact, past flags, waivers. */
export function MachineTabs({ machine }: { machine: MachineDetail }) {
  const { tab = "facts" } = route.useSearch();
  const navigate = route.useNavigate();
  const words = {
    facts: say.tabs.facts,
    flags: counted(say.tabs.flags, machine.flags),
    waivers: counted(say.tabs.waivers, machine.waivers),
  };
  return (
    <Tabs
      value={tab}
      keepMounted={false}
      onChange={(value) => {
        const chosen = MACHINE_TABS.find((each) => each === value);
        const search = chosen === "facts" ? undefined : chosen;
        void navigate({ search: (before) => ({ ...before, tab: search }), replace: true, resetScroll: false });
      }}
    >
      <Tabs.List aria-label={say.moreOf} mb="md">
        {MACHINE_TABS.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {words[each]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="facts">
        <Facts machine={machine} />
      </Tabs.Panel>
      <Tabs.Panel value="flags">
        <FlagHistory flags={machine.flags} />
      </Tabs.Panel>
      <Tabs.Panel value="waivers">
        <MachineWaivers waivers={machine.waivers} />
      </Tabs.Panel>
    </Tabs>
  );
}

function counted(word: string, list: readonly unknown[]): string {
  return list.length === 0 ? word : `${word} (${list.length})`;
}

function Facts({ machine }: { machine: MachineDetail }) {
  const known = PROBE_IDS.filter((probe) => machine.outcomes[probe] !== undefined);
  if (known.length === 0) {
    return (
      <Teach icon={IconClipboardOff} title={say.nothingReported}>
        {say.nothingReportedWhy}
      </Teach>
    );
  }
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="sm">
      {known.map((probe) => {
        const outcome = machine.outcomes[probe];
        return (
          outcome !== undefined && (
            <ProbeCard key={probe} probe={probe} outcome={outcome} changedAt={machine.factsChangedAt[probe]} />
          )
        );
      })}
    </SimpleGrid>
  );
}
