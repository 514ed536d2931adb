import { Stack } from "@mantine/core";
import { Page } from "../../parts/page.tsx";
import { useMay } from "../../parts/use-may.ts";
import { RefusedPanel } from "./refused-panel.tsx";
import { WallsPanel } from "./walls-panel.tsx";

/** What is set up once and seldom touched again. */
export function SettingsPage() {
  const mayManageWalls = useMay("walls.manage");
  return (
    <Page tabTitle="Settings" heading="Settings" lead="What is set up once and seldom touched again.">
      <Stack gap="lg">{mayManageWalls ? <WallsPanel /> : <RefusedPanel />}</Stack>
    </Page>
  );
}
