import { Skeleton, Table, Text } from "@mantine/core";
import type { Weekday } from "@muster/shared/calendar.ts";
import type { SiteState } from "@muster/shared/system.ts";
import { IconBuildingCommunity } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { sitesQuery } from "../../api/system.ts";
import { ButtonLink, TextLink } from "../../parts/links.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { Teach } from "../../parts/teach.tsx";
import { useMay } from "../../parts/use-may.ts";
import { daysInWords, hoursInWords } from "./calendar-words.ts";

/** Where people work and when, as the policy in force says it; silence is counted by it. */
export function SitesPanel() {
  const { data, error, refetch } = useQuery(sitesQuery);
  const mayChange = useMay("policy.change");
  return (
    <Panel
      title="Sites and calendars"
      aside={
        mayChange && (
          <ButtonLink to="/policy/edit" size="compact-sm" variant="default">
            Change them in the policy
          </ButtonLink>
        )
      }
    >
      {data === undefined ? (
        error === null ? (
          <Skeleton height={120} aria-busy />
        ) : (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        )
      ) : data.items.length === 0 ? (
        <Teach icon={IconBuildingCommunity} title="No site yet">
          The policy's document names sites with their working days and holidays. Until it does, every hour counts as
          working time, and a laptop closed on Friday is overdue sooner.
        </Teach>
      ) : (
        <Table.ScrollContainer minWidth={620} type="native" tabIndex={0} role="group" aria-label="Sites and calendars">
          <Table fz="sm" aria-label="Sites and calendars">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Site</Table.Th>
                <Table.Th scope="col">Time zone</Table.Th>
                <Table.Th scope="col">Working time</Table.Th>
                <Table.Th scope="col">Next holidays</Table.Th>
                <Table.Th scope="col">Machines</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.items.map((site) => (
                <SiteRow key={site.name} site={site} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Panel>
  );
}

const HOLIDAYS_SHOWN = 2;

function SiteRow({ site }: { site: SiteState }) {
  const { name, timeZone, workingDays, hours, holidays, machines } = site;
  const days: readonly Weekday[] = workingDays;
  const more = holidays.length - HOLIDAYS_SHOWN;
  return (
    <Table.Tr data-site={name}>
      <Table.Td fw={600}>{name}</Table.Td>
      <Table.Td>{timeZone}</Table.Td>
      <Table.Td>
        {daysInWords(days)}, {hoursInWords(hours)}
      </Table.Td>
      <Table.Td title={holidays.join(", ")}>
        {holidays.length === 0 ? (
          <Text size="sm" c="dimmed" span>
            none named
          </Text>
        ) : (
          `${holidays.slice(0, HOLIDAYS_SHOWN).join(", ")}${more > 0 ? ` and ${more} more` : ""}`
        )}
      </Table.Td>
      <Table.Td>
        <TextLink to="/machines" search={{ site: [name] }} size="sm">
          {machines.toLocaleString()}
        </TextLink>
      </Table.Td>
    </Table.Tr>
  );
}
