import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { machineQuery } from "../../api/queries.ts";
import { BackLink } from "../../parts/links.tsx";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { WaiverForm } from "./waiver-form.tsx";
import { say } from "./words.ts";

const route = getRouteApi("/frame/waivers/new");

export function NewWaiverPage() {
  const { machine: machineId, rule, group } = route.useSearch();
  const { data: machine, error } = useQuery({ ...machineQuery(machineId ?? ""), enabled: machineId !== undefined });
  return (
    <Page tabTitle={say.ask} heading={say.ask} back={<BackLink to="/waivers">{say.title}</BackLink>} lead={say.askLead}>
      {error !== null && <ProblemNotice error={error} />}
      {machineId !== undefined && machine === undefined ? (
        error === null && <Skeleton height={420} maw={560} aria-busy />
      ) : (
        <WaiverForm machine={machine ?? null} rule={rule ?? null} group={group ?? null} />
      )}
    </Page>
  );
}
