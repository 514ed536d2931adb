import { IncidentQuery } from "@muster/shared/incident.ts";
import { z } from "zod";

/** What the list of incidents is narrowed to; without it, to those that are open. */
export const IncidentsSearch = z.object({ state: IncidentQuery.shape.state.unwrap().optional().catch(undefined) });
