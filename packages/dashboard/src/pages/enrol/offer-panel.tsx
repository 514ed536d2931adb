import { Alert, Code, Group, Loader, Stack, Text } from "@mantine/core";
import type { EnrolmentOffer, EnrolmentRequest } from "@muster/shared/api.ts";
import { IconAlertTriangle, IconTerminal2 } from "@tabler/icons-react";
import { useArrivals } from "../../feed/arrivals.ts";
import { CopyLine } from "../../parts/copy-line.tsx";
import { TextLink } from "../../parts/links.tsx";
import { Panel } from "../../parts/panel.tsx";
import { MachineBadge } from "../../parts/status-badge.tsx";
import { Teach } from "../../parts/teach.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { toneVariable } from "../../theme/status.ts";

type Props = { offer: EnrolmentOffer | undefined; request: EnrolmentRequest | undefined };

export function OfferPanel({ offer, request }: Props) {
  if (offer === undefined || request === undefined) {
    return (
      <Panel title="On the other PC">
        <Teach icon={IconTerminal2} title="The line to paste appears here">
          The PC needs Muster's agent and a way to reach this server. The link carries the server's address, a one-use
          token and the fingerprint of the server's certificate authority, so nothing else has to be set up.
        </Teach>
      </Panel>
    );
  }
  // Both instants are the server's, so a browser with a wrong clock still sees the right machines.
  const createdAt = Date.parse(offer.expiresAt) - request.expiresInMinutes * 60_000;
  return (
    <Panel title="On the other PC">
      {!offer.isReachableFromOtherMachines && <ThisPcOnly />}
      <Text size="sm">
        Run this line on the PC. It expires <TimeAgo at={offer.expiresAt} /> and enrols one machine.
      </Text>
      <CopyLine line={offer.command} label="Line to run on the PC" />
      <Arrivals since={createdAt} />
    </Panel>
  );
}

function ThisPcOnly() {
  return (
    <Alert
      role="note"
      variant="outline"
      color={toneVariable("warn", "ink")}
      title="Only this PC can reach the server"
      icon={<IconAlertTriangle size={18} aria-hidden />}
    >
      <Text size="sm">
        The server listens on this PC only, so the link works nowhere else. To let other PCs in, stop the server and
        start it again with <Code>npm start -- --listen 0.0.0.0</Code>, then create a new link.
      </Text>
    </Alert>
  );
}

function Arrivals({ since }: { since: number }) {
  const arrivals = useArrivals(since);
  return (
    <Stack gap="xs" role="status" data-testid="arrivals">
      {arrivals.length === 0 ? (
        <Group gap="xs">
          <Loader size="xs" type="dots" aria-hidden />
          <Text size="sm" c="dimmed">
            Waiting for the machine; this page shows it as soon as it enrols.
          </Text>
        </Group>
      ) : (
        arrivals.map((machine) => (
          <Group key={machine.id} gap="sm" className="fades">
            <MachineBadge status={machine.status} />
            <TextLink to="/machines/$id" params={{ id: machine.id }} fw={600} size="sm">
              {machine.name}
            </TextLink>
            <Text size="sm">has joined.</Text>
          </Group>
        ))
      )}
    </Stack>
  );
}
