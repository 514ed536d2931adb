import { Stack } from "@mantine/core";
import { Page } from "../../parts/page.tsx";
import { useMay } from "../../parts/use-may.ts";
import { RefusedPanel } from "./refused-panel.tsx";
import { SitesPanel } from "./sites-panel.tsx";
import { SystemPanel } from "./system-panel.tsx";
import { WallsPanel } from "./walls-panel.tsx";

/** What is set up once and seldom touched again, and how the server is. */
export function SettingsPage() {
  const mayManageWalls = useMay("walls.manage");
  const mayReadSystem = useMay("system.read");
  return (
    <Page tabTitle="Settings" heading="Settings" lead="What is set up once and seldom touched again.">
      {mayReadSystem ? (
        <Stack gap="lg">
          <SystemPanel />
          <SitesPanel />
          {mayManageWalls && <WallsPanel />}
        </Stack>
      ) : (
        <RefusedPanel />
      )}
    </Page>
  );
}
