import { Group, Skeleton, Stack, Text } from "@mantine/core";
import { INCIDENT_KINDS, type IncidentDetail, type IncidentSubject } from "@muster/shared/incident.ts";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { incidentQuery } from "../../api/incidents.ts";
import { summaryQuery } from "../../api/queries.ts";
import { BackLink, TextLink } from "../../parts/links.tsx";
import { Page } from "../../parts/page.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { useMay } from "../../parts/use-may.ts";
import { Checklist } from "./checklist.tsx";
import { IncidentActs } from "./incident-acts.tsx";
import { IncidentEntries } from "./incident-entries.tsx";
import { SeverityMark, StateMark } from "./incident-marks.tsx";
import { timesInWords } from "./incident-words.ts";

const route = getRouteApi("/frame/incidents/$id");

/** One incident: what it is, how far the response has come, and what was done. */
export function IncidentPage() {
  const { id } = route.useParams();
  const { data: summary } = useQuery(summaryQuery);
  const incident = useQuery(incidentQuery(id, summary?.incidentsChangedAt));
  const { data } = incident;
  return (
    <Page
      tabTitle={data === undefined ? "Incident" : `Incident ${data.number}`}
      heading={data === undefined ? "Incident" : `${data.number}. ${data.title}`}
      back={<BackLink to="/incidents">Incidents</BackLink>}
    >
      {incident.error !== null && <ProblemNotice error={incident.error} onRetry={() => void incident.refetch()} />}
      {incident.isPending && <Skeleton height={320} aria-busy />}
      {data !== undefined && <Incident incident={data} />}
    </Page>
  );
}

function Incident({ incident }: { incident: IncidentDetail }) {
  const mayWork = useMay("incidents.work");
  const { severity, state, sentence, about, openedAt, openedBy, lastSeenAt, times, assignedTo } = incident;
  return (
    <Stack gap="md">
      <Group gap="sm">
        <SeverityMark severity={severity} />
        <StateMark state={state} />
        <Text size="sm">{INCIDENT_KINDS[incident.kind]}</Text>
        {about !== null && <AboutLink about={about} />}
      </Group>
      {sentence !== "" && <Text style={{ overflowWrap: "anywhere" }}>{sentence}</Text>}
      <Text size="sm" c="dimmed">
        Opened <TimeAgo at={openedAt} /> by {openedBy ?? "the server"}; {timesInWords(times)}, last{" "}
        <TimeAgo at={lastSeenAt} />. {assignedTo === null ? "Nobody has taken it." : `With ${assignedTo}.`}
      </Text>
      {mayWork && <IncidentActs incident={incident} />}
      <Panel title="Response">
        <Checklist incident={incident} mayWork={mayWork && state !== "closed"} />
      </Panel>
      <Panel title="What was done">
        <IncidentEntries entries={incident.entries} />
      </Panel>
    </Stack>
  );
}

function AboutLink({ about }: { about: IncidentSubject }) {
  switch (about.kind) {
    case "machine":
      return (
        <TextLink to="/machines/$id" params={{ id: about.id }} size="sm">
          The machine
        </TextLink>
      );
    case "digest":
      return (
        <TextLink to="/digests/$id" params={{ id: about.id }} size="sm">
          The digest
        </TextLink>
      );
    case "audit":
      return (
        <TextLink to="/audit" size="sm">
          The audit log
        </TextLink>
      );
    case "operators":
      return (
        <TextLink to="/operators" size="sm">
          Operators
        </TextLink>
      );
    case "alerts":
      return (
        <TextLink to="/alerts" size="sm">
          Alerts
        </TextLink>
      );
  }
}
