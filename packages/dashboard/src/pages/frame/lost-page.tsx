import { Box } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { ButtonLink } from "../../parts/links.tsx";
import { Page } from "../../parts/page.tsx";
import { Teach } from "../../parts/teach.tsx";

export function LostPage() {
  return (
    <Box component="main" p="lg">
      <Page tabTitle="No such page" heading="No such page">
        <Teach
          icon={IconMapOff}
          title="There is nothing at this address"
          action={
            <ButtonLink to="/" variant="default">
              Go to the overview
            </ButtonLink>
          }
        >
          The link may be from an older version, or was not copied whole.
        </Teach>
      </Page>
    </Box>
  );
}
