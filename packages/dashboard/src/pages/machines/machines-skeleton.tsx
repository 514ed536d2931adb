import { Paper, Skeleton, Stack } from "@mantine/core";

export function MachinesSkeleton() {
  return (
    <Paper p="sm" aria-busy>
      <Stack gap={8}>
        {Array.from({ length: 12 }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
          <Skeleton key={row} height={28} />
        ))}
      </Stack>
    </Paper>
  );
}
