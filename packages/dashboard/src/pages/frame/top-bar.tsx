import { ActionIcon, Box, Group, Text, Tooltip } from "@mantine/core";
import { IconLogout, IconUser } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { sessionQuery, summaryQuery } from "../../api/queries.ts";
import { say as common } from "../../words/common/words.ts";
import { ConnectionMark } from "./connection-mark.tsx";
import { PaletteButton } from "./palette-button.tsx";
import { SchemeMenu } from "./scheme-menu.tsx";
import { useSignOut } from "./use-sign-out.ts";
import { say } from "./words.ts";

export function TopBar({ onSearch }: { onSearch: () => void }) {
  const { data: summary } = useQuery(summaryQuery);
  const { data: session } = useQuery(sessionQuery);
  return (
    <Group h="100%" px="md" justify="space-between" wrap="nowrap">
      <Link to="/" className="quiet-link" aria-label={say.home}>
        <Group gap="xs" wrap="nowrap">
          <img src="/icon.svg" width={24} height={24} alt="" />
          <Text fw={700} size="lg" component="span">
            Muster
          </Text>
        </Group>
      </Link>
      <Group gap="sm" wrap="nowrap">
        <PaletteButton onClick={onSearch} />
        {summary !== undefined && summary.total > 0 && (
          <Text size="sm" c="dimmed" visibleFrom="xs">
            {say.online(summary.online, summary.total)}
          </Text>
        )}
        <ConnectionMark />
        <SchemeMenu />
        {session !== undefined && (
          <Link
            to="/account"
            className="quiet-link"
            aria-label={say.accountOf(session.operator, common.roles[session.role])}
            data-testid="account"
          >
            <Text size="sm" c="dimmed" visibleFrom="sm" data-testid="who" component="span">
              {session.operator} · {common.roles[session.role]}
            </Text>
            <Box hiddenFrom="sm" c="dimmed" style={{ lineHeight: 0 }}>
              <IconUser size={18} aria-hidden />
            </Box>
          </Link>
        )}
        <SignOutButton />
      </Group>
    </Group>
  );
}

function SignOutButton() {
  const leaving = useSignOut();
  return (
    <Tooltip label={leaving.isError ? say.signOutFailed : say.signOut}>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="dimmed"
        size="lg"
        aria-label={say.signOut}
        loading={leaving.isPending}
        onClick={() => leaving.mutate()}
      >
        <IconLogout size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
