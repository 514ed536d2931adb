import type { IncidentAct } from "@muster/shared/incident.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { incidentQuery, workOnIncident } from "../../api/incidents.ts";
import { KEYS } from "../../api/queries.ts";

/** Does something about an incident; its page shows the server's answer. */
export function useIncidentActs(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (act: IncidentAct) => workOnIncident(id, act),
    onSuccess: (incident) => queries.setQueryData(incidentQuery(id).queryKey, incident),
    // Done here or by somebody else meanwhile: either way the lists are out of date.
    onSettled: () => queries.invalidateQueries({ queryKey: [KEYS.incidents] }),
  });
}
export type IncidentActs = ReturnType<typeof useIncidentActs>;
