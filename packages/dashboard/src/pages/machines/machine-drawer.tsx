import { Drawer, Group, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { machineQuery } from "../../api/queries.ts";
import { ButtonLink } from "../../parts/links.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { VERDICT_STATUSES } from "../../theme/status.ts";
import { say as common } from "../../words/common/words.ts";
import { MachineHeader } from "../machine/machine-header.tsx";
import { RuleCard } from "../machine/rule-card.tsx";
import { say } from "./words.ts";

const route = getRouteApi("/frame/machines");

/** A machine's summary over the list, which stays where it was. */
export function MachineDrawer({ id }: { id: string }) {
  const navigate = route.useNavigate();
  const { data: machine, error, refetch } = useQuery(machineQuery(id));
  const close = () => void navigate({ search: ({ open: _, ...rest }) => rest, replace: true, resetScroll: false });
  // The drawer leaves with the address, before it could give the focus back by itself.
  useEffect(
    () => () => {
      requestAnimationFrame(() => document.getElementById(`row-${id}`)?.focus());
    },
    [id],
  );
  const worstFirst = machine?.verdicts.toSorted(
    (a, b) => VERDICT_STATUSES.indexOf(a.status) - VERDICT_STATUSES.indexOf(b.status),
  );
  return (
    <Drawer.Root opened onClose={close} position="right" size="lg">
      <Drawer.Overlay />
      <Drawer.Content>
        <Drawer.Body>
          <Group justify="space-between" wrap="nowrap" mb="sm">
            <Drawer.Title fw={600}>{machine?.name ?? say.machine}</Drawer.Title>
            <Drawer.CloseButton aria-label={common.close} />
          </Group>
          {machine === undefined ? (
            error === null ? (
              <Skeleton height={320} aria-busy />
            ) : (
              <ProblemNotice error={error} onRetry={() => void refetch()} />
            )
          ) : (
            <Stack gap="md">
              <div>
                <MachineHeader machine={machine} />
              </div>
              <ButtonLink
                to="/machines/$id"
                params={{ id }}
                variant="default"
                size="sm"
                style={{ alignSelf: "flex-start" }}
              >
                {say.openPage}
              </ButtonLink>
              {worstFirst?.map((verdict) => (
                <RuleCard key={verdict.rule} verdict={verdict} machine={machine} />
              ))}
            </Stack>
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
