import type { Audited } from "../audit/happening.ts";
import type { IncidentRow } from "../store/incident-tables.ts";
import type { Db, Store } from "../store/open-store.ts";
import type { Finding } from "./finding.ts";
import { storedFindings } from "./stored-findings.ts";
import { takeFinding } from "./take-finding.ts";
import { tellIncident } from "./tell-incident.ts";

/** Looks once at everything odd; resolves to whether any incident is new or was seen again. */
export function watchIncidents(options: {
  store: Pick<Store, "reader" | "writer">;
  /** What is noticed outside of the store. */
  alsoFound: (now: number) => Finding[];
  record: (audited: Audited, db: Db) => Promise<void>;
  dashboardUrl: string;
  now: () => number;
  newId: () => string;
}): () => Promise<boolean> {
  const { store, alsoFound, record, dashboardUrl, now, newId } = options;

  async function take(finding: Finding): Promise<boolean> {
    return store.writer.transaction().execute(async (trx) => {
      const taken = await takeFinding(trx, finding, { now: now(), newId });
      if (taken?.kind === "opened") {
        await tellIncident(trx, taken.row, { now: now(), dashboardUrl });
        await record(opening(taken.row), trx);
      }
      return taken !== null;
    });
  }

  return async () => {
    let isChanged = false;
    for (const finding of [...(await storedFindings(store.reader, now())), ...alsoFound(now())]) {
      isChanged = (await take(finding)) || isChanged;
    }
    return isChanged;
  };
}

function opening({ id, number, kind, title }: IncidentRow): Audited {
  const details = { after: { number, kind, title } };
  return { act: "incidents.open", outcome: "done", via: "server", who: null, address: null, subject: id, details };
}
