import { Checkbox, Text } from "@mantine/core";
import type { MachineSummary } from "@muster/shared/api.ts";
import type { MachineColumn } from "@muster/shared/machine-list.ts";
import { getRouteApi } from "@tanstack/react-router";
import { type KeyboardEvent, type MouseEvent, memo } from "react";
import { TextLink } from "../../parts/links.tsx";
import { MachineBadge } from "../../parts/status-badge.tsx";
import { COLUMNS } from "./columns.tsx";
import { say } from "./words.ts";

const route = getRouteApi("/frame/machines");

type Props = {
  machine: MachineSummary;
  index: number;
  height: number;
  columns: readonly MachineColumn[];
  isNarrow: boolean;
  isSelected: boolean;
  onSelect: (id: string) => void;
};

/** Every row keeps its height whatever it says, so that a change in one never moves those below it. */
export const MachineRow = memo(function MachineRow(props: Props) {
  const { machine, index, height, columns, isNarrow, isSelected, onSelect } = props;
  const navigate = route.useNavigate();
  const open = () => void navigate({ search: (before) => ({ ...before, open: machine.id }), resetScroll: false });

  function click(event: MouseEvent): void {
    // The box has its own say, a modifier means the browser's own way of opening, and a person may be selecting text.
    if (event.target instanceof Element && event.target.closest("input, label") !== null) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || window.getSelection()?.toString()) return;
    event.preventDefault();
    open();
  }
  function press(event: KeyboardEvent): void {
    const isPage = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (isPage) {
      event.preventDefault();
      void navigate({ to: "/machines/$id", params: { id: machine.id } });
    } else if (event.key === "x") onSelect(machine.id);
  }

  return (
    <tr
      data-status={machine.status}
      data-selected={isSelected || undefined}
      aria-rowindex={index + 2}
      style={{ height }}
      onClick={click}
      onKeyDown={press}
    >
      <td>
        <Checkbox
          size="xs"
          aria-label={say.select(machine.name)}
          checked={isSelected}
          onChange={() => onSelect(machine.id)}
        />
      </td>
      {columns.map((column) =>
        column === "name" ? (
          <td key={column}>
            <TextLink
              to="/machines/$id"
              params={{ id: machine.id }}
              preload={false}
              fw={600}
              size="sm"
              c="var(--mantine-color-text)"
              className="clip"
              display="block"
              title={machine.name}
              id={`row-${machine.id}`}
              data-row-link
            >
              {machine.name}
            </TextLink>
            {isNarrow && (
              <>
                <MachineBadge status={machine.status} />
                <Text size="xs" c="dimmed" lineClamp={2}>
                  {machine.sentence}
                </Text>
              </>
            )}
          </td>
        ) : (
          <td key={column} className="clip" title={column === "why" ? machine.sentence : undefined}>
            {COLUMNS[column].cell(machine)}
          </td>
        ),
      )}
    </tr>
  );
});
