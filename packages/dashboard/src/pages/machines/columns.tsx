import type { MachineSummary } from "@muster/shared/api.ts";
import type { MachineColumn, SortColumn } from "@muster/shared/machine-list.ts";
import type { ReactNode } from "react";
import { osInWords } from "../../parts/os-in-words.ts";
import { MachineBadge, ReachabilityWord } from "../../parts/status-badge.tsx";
import { AgeCell, EndsCell, SeenCell, VerdictCell } from "./cells.tsx";

export type Column = {
  /** Pixels, or a share of what is left over. */
  width: number | "wide" | "widest";
  sortsBy?: SortColumn;
  cell: (machine: MachineSummary) => ReactNode;
};

/** What each column of the list shows, and by what a click on its head sorts. */
export const COLUMNS: Record<MachineColumn, Column> = {
  status: {
    width: 136,
    sortsBy: "status",
    cell: ({ status }) => (
      <span key={status} className="fades" style={{ display: "flex" }}>
        <MachineBadge status={status} />
      </span>
    ),
  },
  name: { width: "wide", sortsBy: "name", cell: ({ name }) => name },
  person: { width: 110, sortsBy: "person", cell: ({ person }) => person ?? "" },
  why: {
    width: "widest",
    cell: ({ sentence }) => (
      <span key={sentence} className="fades">
        {sentence}
      </span>
    ),
  },
  definitions: {
    width: 96,
    sortsBy: "definitions",
    cell: (machine) => <AgeCell machine={machine} />,
  },
  firewall: {
    width: 84,
    sortsBy: "firewall",
    cell: (machine) => <VerdictCell entry={machine.rules.find(({ rule }) => rule === "firewall-enabled")} />,
  },
  password: {
    width: 96,
    sortsBy: "password",
    cell: ({ passwordEndsAt }) => <EndsCell at={passwordEndsAt} />,
  },
  seen: { width: 96, sortsBy: "seen", cell: (machine) => <SeenCell machine={machine} /> },
  os: { width: 110, sortsBy: "os", cell: osInWords },
  site: { width: 100, cell: ({ site }) => site ?? "" },
  reachability: {
    width: 110,
    cell: ({ reachability }) => <ReachabilityWord reachability={reachability} />,
  },
  tags: { width: 130, cell: ({ tags }) => tags.join(", ") },
  serial: { width: 130, cell: ({ serialNumber }) => serialNumber ?? "" },
};

/** What is shown until somebody chooses; the rest waits in the chooser. */
export const DEFAULT_COLUMNS: readonly MachineColumn[] = [
  "status",
  "name",
  "person",
  "why",
  "definitions",
  "firewall",
  "password",
  "seen",
  "os",
];

/** In the columns' own order; the name is always there, because it leads to the machine. */
export function columnsShown(chosen: readonly MachineColumn[] | undefined): MachineColumn[] {
  const wanted = new Set<string>([...(chosen ?? DEFAULT_COLUMNS), "name"]);
  return (Object.keys(COLUMNS) as MachineColumn[]).filter((column) => wanted.has(column));
}

/** Which columns give way first where there is too little room, and what those of no fixed width need at least. */
const GIVE_WAY: readonly MachineColumn[] = ["os", "person", "seen", "password", "firewall", "definitions"];
const LEAST_PX = { wide: 112, widest: 200 };

/** As many of the columns as the room allows, the most telling kept longest. */
export function columnsThatFit(columns: readonly MachineColumn[], roomPx: number): readonly MachineColumn[] {
  const need = (shown: readonly MachineColumn[]) =>
    shown.reduce((sum, column) => {
      const { width } = COLUMNS[column];
      return sum + (typeof width === "number" ? width : LEAST_PX[width]);
    }, 0);
  // What somebody chose beyond the usual stays longer than the usual.
  const chosen = columns.filter((column) => !DEFAULT_COLUMNS.includes(column));
  const order: readonly MachineColumn[] = [...GIVE_WAY, ...chosen, "why"];
  let shown = columns;
  for (const column of order) {
    if (need(shown) <= roomPx) return shown;
    shown = shown.filter((each) => each !== column);
  }
  return shown;
}
