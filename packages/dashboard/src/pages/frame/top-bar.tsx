import { ActionIcon, Box, Group, Text, Tooltip } from "@mantine/core";
import { IconLogout, IconUser } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { sessionQuery, summaryQuery } from "../../api/queries.ts";
import { ConnectionMark } from "./connection-mark.tsx";
import { PaletteButton } from "./palette-button.tsx";
import { SchemeMenu } from "./scheme-menu.tsx";
import { useSignOut } from "./use-sign-out.ts";

export function TopBar({ onSearch }: { onSearch: () => void }) {
  const { data: summary } = useQuery(summaryQuery);
  const { data: session } = useQuery(sessionQuery);
  return (
    <Group h="100%" px="md" justify="space-between" wrap="nowrap">
      <Link to="/" className="quiet-link" aria-label="Muster, overview">
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
            {summary.online} of {summary.total} online
          </Text>
        )}
        <ConnectionMark />
        <SchemeMenu />
        {session !== undefined && (
          <Link
            to="/account"
            className="quiet-link"
            aria-label={`${session.operator} · ${session.role}, account`}
            data-testid="account"
          >
            <Text size="sm" c="dimmed" visibleFrom="sm" data-testid="who" component="span">
              {session.operator} · {session.role}
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
    <Tooltip label={leaving.isError ? "Could not sign out. Try again." : "Sign out"}>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="dimmed"
        size="lg"
        aria-label="Sign out"
        loading={leaving.isPending}
        onClick={() => leaving.mutate()}
      >
        <IconLogout size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
