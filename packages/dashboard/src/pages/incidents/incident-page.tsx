import { Group, SimpleGrid, Skeleton, Stack, Text } from "@mantine/core";
import { INCIDENT_KINDS, type IncidentDetail, type IncidentSubject } from "@muster/shared/incident.ts";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { incidentQuery } from "../../api/incidents.ts";
import { BackLink, TextLink } from "../../parts/links.tsx";
import { Page } from "../../parts/page.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { useMay } from "../../parts/use-may.ts";
import { Checklist } from "./checklist.tsx";
import { IncidentActs } from "./incident-acts.tsx";
import { IncidentStateMark, SeverityMark } from "./incident-mark.tsx";
import { entrySentence } from "./incident-words.ts";
import { useIncidentActs } from "./use-incident-acts.ts";

const route = getRouteApi("/frame/incidents/$id");

export function IncidentPage() {
  const { id } = route.useParams();
  const { data: incident, error, refetch } = useQuery(incidentQuery(id));
  return (
    <Page
      tabTitle={incident?.title ?? "Incident"}
      heading={<span style={{ overflowWrap: "anywhere" }}>{incident?.title ?? "Incident"}</span>}
      lead={<span style={{ overflowWrap: "anywhere" }}>{incident?.sentence}</span>}
      back={<BackLink to="/incidents">All incidents</BackLink>}
    >
      {incident !== undefined ? (
        <IncidentView incident={incident} />
      ) : error !== null ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height="60vh" aria-busy />
      )}
    </Page>
  );
}

function IncidentView({ incident }: { incident: IncidentDetail }) {
  const acts = useIncidentActs(incident.id);
  const mayWork = useMay("incidents.work");
  return (
    <Stack gap="lg">
      <Group gap="4px 24px" data-testid="incident-state">
        <SeverityMark severity={incident.severity} />
        <IncidentStateMark state={incident.state} />
        <Text size="sm" c="dimmed">
          Incident {incident.number}, {INCIDENT_KINDS[incident.kind].toLowerCase()}; opened{" "}
          <TimeAgo at={incident.openedAt} />
          {incident.times > 1 && (
            <>
              , seen {incident.times} times, last <TimeAgo at={incident.lastSeenAt} />
            </>
          )}
        </Text>
        {incident.about !== null && <SubjectLink about={incident.about} />}
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Checklist incident={incident} acts={acts} mayWork={mayWork} />
        <Stack gap="md">
          {mayWork && <IncidentActs incident={incident} acts={acts} />}
          <Panel title="What was done">
            <Stack gap="sm" component="ol" p={0} m={0} style={{ listStyle: "none" }}>
              {incident.entries.map((entry) => (
                <li key={entry.number}>
                  <Text size="sm">
                    {entrySentence(entry)}{" "}
                    <Text span size="sm" c="dimmed">
                      <TimeAgo at={entry.at} />
                    </Text>
                  </Text>
                  {entry.note !== "" && (
                    <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
                      {entry.note}
                    </Text>
                  )}
                </li>
              ))}
            </Stack>
          </Panel>
        </Stack>
      </SimpleGrid>
    </Stack>
  );
}

/** The way to what it is about, for those who may go there. */
function SubjectLink({ about: { kind, id } }: { about: IncidentSubject }) {
  const mayReadAudit = useMay("audit.read");
  const mayReadOperators = useMay("operators.read");
  switch (kind) {
    case "machine":
      return (
        <TextLink to="/machines/$id" params={{ id }} size="sm">
          See the machine
        </TextLink>
      );
    case "digest":
      return (
        <TextLink to="/digests/$id" params={{ id }} size="sm">
          See the digest
        </TextLink>
      );
    case "alerts":
      return (
        <TextLink to="/alerts" size="sm">
          See the alerts
        </TextLink>
      );
    case "audit":
      return mayReadAudit ? (
        <TextLink to="/audit" size="sm">
          See the audit log
        </TextLink>
      ) : null;
    case "operators":
      return mayReadOperators ? (
        <TextLink to="/operators" size="sm">
          See the operators
        </TextLink>
      ) : null;
  }
}
