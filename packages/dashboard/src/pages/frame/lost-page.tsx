import { Box } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { ButtonLink } from "../../parts/links.tsx";
import { Page } from "../../parts/page.tsx";
import { Teach } from "../../parts/teach.tsx";
import { say } from "./words.ts";

export function LostPage() {
  return (
    <Box component="main" p="lg">
      <Page tabTitle={say.noSuchPage} heading={say.noSuchPage}>
        <Teach
          icon={IconMapOff}
          title={say.nothingHere}
          action={
            <ButtonLink to="/" variant="default">
              {say.toOverview}
            </ButtonLink>
          }
        >
          {say.oldLink}
        </Teach>
      </Page>
    </Box>
  );
}
