import { Alert, Stack, Text } from "@mantine/core";
import type { IdentityConflict } from "@muster/shared/api.ts";
import { IconUsers } from "@tabler/icons-react";
import { TextLink } from "../../parts/links.tsx";
import { toneVariable } from "../../theme/status.ts";
import { say } from "./words.ts";

/** What stands against the machine being who it says it is, with the way to decide. */
export function MachineDoubts({ conflicts }: { conflicts: readonly IdentityConflict[] }) {
  const open = conflicts.filter((conflict) => conflict.resolvedAt === null);
  if (open.length === 0) return null;
  return (
    <Alert
      variant="outline"
      color={toneVariable("warn", "ink")}
      title={say.inDoubt}
      icon={<IconUsers size={18} aria-hidden />}
    >
      <Stack gap="xs">
        {open.map((conflict) => (
          <Text key={conflict.id} size="sm" lang="en">
            {conflict.sentence}
          </Text>
        ))}
        <TextLink to="/conflicts" size="sm">
          {say.decide}
        </TextLink>
      </Stack>
    </Alert>
  );
}
