import { ActionIcon, Button, Checkbox, Group, Menu, Popover, Stack, Text, TextInput } from "@mantine/core";
import { MACHINE_COLUMNS, type MachineColumn } from "@muster/shared/machine-list.ts";
import { IconBookmark, IconColumns3, IconDownload, IconTrash } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { exportAddress } from "../../api/queries.ts";
import { ButtonLink } from "../../parts/links.tsx";
import { say as common } from "../../words/common/words.ts";
import { columnsShown } from "./columns.tsx";
import { useSavedViews } from "./saved-views.ts";
import { say } from "./words.ts";

const route = getRouteApi("/frame/machines");

export function ColumnsMenu() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const shown = columnsShown(search.columns);
  function toggle(column: MachineColumn): void {
    const columns = shown.includes(column) ? shown.filter((each) => each !== column) : [...shown, column];
    void navigate({ search: (before) => ({ ...before, columns }), replace: true });
  }
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="default" size="sm" leftSection={<IconColumns3 size={16} aria-hidden />} visibleFrom="sm">
          {say.columnsButton}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say.columnsButton}>
        <Stack gap={8}>
          {MACHINE_COLUMNS.map((column) => (
            <Checkbox
              key={column}
              size="xs"
              label={say.columns[column]}
              checked={shown.includes(column)}
              disabled={column === "name"}
              onChange={() => toggle(column)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** What is listed, in its order and with its columns, as a file. */
export function ExportMenu() {
  const { columns, open: _, ...rest } = route.useSearch();
  const asked = { ...rest, columns: columnsShown(columns).join(",") };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="sm" leftSection={<IconDownload size={16} aria-hidden />}>
          {say.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={exportAddress("csv", asked)} download>
          {say.exportCsv}
        </Menu.Item>
        <Menu.Item component="a" href={exportAddress("json", asked)} download>
          JSON
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function ViewsMenu() {
  const { open: _, ...search } = route.useSearch();
  const { views, save, remove } = useSavedViews();
  const [name, setName] = useState("");
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="default" size="sm" leftSection={<IconBookmark size={16} aria-hidden />}>
          {say.views}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say.savedViews} maw={320}>
        <Stack gap="xs">
          {views.length === 0 && (
            <Text size="sm" c="dimmed">
              {say.viewsWhat}
            </Text>
          )}
          {views.map((view) => (
            <Group key={view.name} justify="space-between" wrap="nowrap" gap="xs">
              <ButtonLink to="/machines" search={view.search} variant="subtle" size="compact-sm" activeProps={{}}>
                {view.name}
              </ButtonLink>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={say.forgetView(view.name)}
                onClick={() => remove(view.name)}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (name.trim() === "") return;
              save({ name: name.trim(), search });
              setName("");
            }}
          >
            <Group gap="xs" wrap="nowrap">
              <TextInput
                size="xs"
                aria-label={say.viewName}
                placeholder={say.viewNameHint}
                maxLength={60}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button size="xs" type="submit">
                {common.save}
              </Button>
            </Group>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
