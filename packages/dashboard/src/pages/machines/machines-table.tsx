import { Checkbox, Paper } from "@mantine/core";
import { useElementSize, useMediaQuery } from "@mantine/hooks";
import type { MachineSummary } from "@muster/shared/api.ts";
import type { MachineColumn } from "@muster/shared/machine-list.ts";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { moveBetweenRows } from "../../parts/move-between-rows.ts";
import type { Selection } from "../../parts/use-selection.ts";
import { ColumnHead } from "./column-head.tsx";
import { COLUMNS, columnsThatFit } from "./columns.tsx";
import { MachineRow } from "./machine-row.tsx";
import { say } from "./words.ts";

/** The column of boxes. */
const BOX_PX = 36;

const ROW_PX = { wide: 36, narrow: 92 };

type Props = {
  machines: readonly MachineSummary[];
  total: number | undefined;
  columns: readonly MachineColumn[];
  selection: Selection;
  isFaded: boolean;
  onNearEnd: () => void;
};

/** The list, of which only the rows in sight are in the document. The page itself scrolls, as it does on a phone. */
export function MachinesTable({ machines, total, columns, selection, isFaded, onNearEnd }: Props) {
  const isWide = useMediaQuery("(min-width: 48em)", true, { getInitialValueInEffect: false });
  const { ref: paper, width } = useElementSize();
  const shown: readonly MachineColumn[] = isWide ? columnsThatFit(columns, width - BOX_PX) : ["name"];
  const rowPx = isWide ? ROW_PX.wide : ROW_PX.narrow;
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (body.current !== null) setTop(body.current.getBoundingClientRect().top + window.scrollY);
  }, []);
  const rows = useWindowVirtualizer({
    count: machines.length,
    estimateSize: () => rowPx,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => machines[index]?.id ?? index,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height must be measured anew
  useEffect(() => rows.measure(), [rows, rowPx]);
  const items = rows.getVirtualItems();
  const lastInSight = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastInSight >= machines.length - 30) onNearEnd();
  }, [lastInSight, machines.length, onNearEnd]);

  const above = (items[0]?.start ?? top) - top;
  const below = rows.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  const areAll = machines.length > 0 && machines.every(({ id }) => selection.ids.has(id));
  return (
    <Paper ref={paper} p={0} data-steady style={{ opacity: isFaded ? 0.6 : 1 }}>
      <table
        aria-label={say.title}
        aria-busy={isFaded}
        aria-rowcount={(total ?? machines.length) + 1}
        className="list-table rows-are-links"
        onKeyDown={moveBetweenRows}
      >
        <colgroup>
          <col style={{ width: BOX_PX }} />
          {shown.map((column) => {
            const { width } = COLUMNS[column];
            return (
              <col
                key={column}
                style={{ width: !isWide ? "auto" : width === "wide" ? "13%" : width === "widest" ? "auto" : width }}
              />
            );
          })}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">
              <Checkbox
                size="xs"
                aria-label={say.selectLoaded}
                checked={areAll}
                indeterminate={!areAll && selection.ids.size > 0}
                onChange={() => (areAll ? selection.clear() : selection.add(machines.map(({ id }) => id)))}
              />
            </th>
            {shown.map((column) => (
              <ColumnHead key={column} column={column} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {above > 0 && <tr aria-hidden style={{ height: above }} />}
          {items.map(({ index, key }) => {
            const machine = machines[index];
            return (
              machine && (
                <MachineRow
                  key={key}
                  machine={machine}
                  index={index}
                  height={rowPx}
                  columns={shown}
                  isNarrow={!isWide}
                  isSelected={selection.ids.has(machine.id)}
                  onSelect={selection.toggle}
                />
              )
            );
          })}
          {below > 0 && <tr aria-hidden style={{ height: below }} />}
        </tbody>
      </table>
    </Paper>
  );
}
