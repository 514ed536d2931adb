import type { IncidentAct, IncidentDetail } from "@muster/shared/incident.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { workOnIncident } from "../../api/incidents.ts";

/** Does something about an incident; what is shown of it is asked for anew. */
export function useWork({ id }: Pick<IncidentDetail, "id">, onDone: () => void = () => {}) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (act: IncidentAct) => workOnIncident(id, act),
    onSuccess: (incident) => {
      queries.setQueriesData({ queryKey: ["incident", id] }, incident);
      onDone();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["incidents"] }),
  });
}
