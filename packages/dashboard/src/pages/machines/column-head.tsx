import { UnstyledButton } from "@mantine/core";
import type { MachineColumn } from "@muster/shared/machine-list.ts";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { COLUMNS } from "./columns.tsx";
import { say } from "./words.ts";

const route = getRouteApi("/frame/machines");

/** A column's title, which sorts by it: once upwards, twice downwards. Without a choice what fails comes first. */
export function ColumnHead({ column }: { column: MachineColumn }) {
  const { sortsBy } = COLUMNS[column];
  const title = say.columns[column];
  const { sort = "status" } = route.useSearch();
  const navigate = route.useNavigate();
  if (sortsBy === undefined) return <th scope="col">{title}</th>;
  const direction = sort === sortsBy ? "ascending" : sort === `-${sortsBy}` ? "descending" : undefined;
  const next = direction === "ascending" ? (`-${sortsBy}` as const) : sortsBy;
  return (
    <th scope="col" aria-sort={direction}>
      <UnstyledButton
        className="column-head"
        onClick={() => void navigate({ search: (before) => ({ ...before, sort: next }), replace: true })}
      >
        {title}
        {direction === "ascending" && <IconChevronUp size={14} aria-hidden />}
        {direction === "descending" && <IconChevronDown size={14} aria-hidden />}
      </UnstyledButton>
    </th>
  );
}
