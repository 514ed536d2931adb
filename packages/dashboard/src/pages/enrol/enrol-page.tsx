import { Grid, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { createEnrolmentLink } from "../../api/commands.ts";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { EnrolForm } from "./enrol-form.tsx";
import { OfferPanel } from "./offer-panel.tsx";

export function EnrolPage() {
  const creating = useMutation({ mutationFn: createEnrolmentLink });
  return (
    <Page
      tabTitle="Enrol a PC"
      heading="Enrol a PC"
      lead="Create a link, paste one line on the PC, and watch it appear. Each link enrols one machine."
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="md">
            <EnrolForm isBusy={creating.isPending} onSubmit={(wish) => creating.mutate(wish)} />
            {creating.error !== null && <ProblemNotice error={creating.error} />}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <OfferPanel offer={creating.data} request={creating.variables} />
        </Grid.Col>
      </Grid>
    </Page>
  );
}
