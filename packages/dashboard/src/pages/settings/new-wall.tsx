import { Button, Group, NativeSelect, NumberInput, Stack, TextInput } from "@mantine/core";
import { MAX_WALL_NAME_CHARS } from "@muster/shared/limits.ts";
import { MAX_WALL_DAYS, USUAL_WALL_DAYS, WallName, type WallOffer } from "@muster/shared/wall.ts";
import { IconDeviceTv } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { makeWallLink, wallLinksQuery } from "../../api/walls.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";

const COLOURS = [
  { value: "", label: "As the screen" },
  { value: "dark", label: "Dark" },
  { value: "light", label: "Light" },
];

/** Makes a link for one more screen. */
export function NewWall({ onMade }: { onMade: (offer: WallOffer, link: string) => void }) {
  const [name, setName] = useState("");
  const [days, setDays] = useState<number | string>(USUAL_WALL_DAYS);
  const [colours, setColours] = useState("");
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: makeWallLink,
    onSuccess: (offer) => {
      onMade(offer, colours === "" ? offer.link : offer.link.replace("/wall#", `/wall?scheme=${colours}#`));
      setName("");
    },
    onSettled: () => queries.invalidateQueries({ queryKey: wallLinksQuery.queryKey }),
  });
  const parsed = WallName.safeParse(name);
  const isWhole = parsed.success && typeof days === "number";
  return (
    <Stack
      component="form"
      gap="sm"
      aria-label="New wall screen"
      onSubmit={(event: React.SubmitEvent) => {
        event.preventDefault();
        if (isWhole) making.mutate({ name: parsed.data, expiresInDays: days });
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          label="Where it hangs"
          placeholder="Lobby, Berlin"
          autoComplete="off"
          maxLength={MAX_WALL_NAME_CHARS}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={name === "" || parsed.success ? undefined : parsed.error.issues[0]?.message}
        />
        <NumberInput
          label="Days until it ends"
          w={150}
          min={1}
          max={MAX_WALL_DAYS}
          clampBehavior="strict"
          allowDecimal={false}
          value={days}
          onChange={setDays}
        />
        <NativeSelect
          label="Colours"
          data={COLOURS}
          value={colours}
          onChange={(event) => setColours(event.currentTarget.value)}
        />
        <Button
          type="submit"
          disabled={!isWhole}
          loading={making.isPending}
          leftSection={<IconDeviceTv size={16} aria-hidden />}
        >
          Make a link
        </Button>
      </Group>
      {making.error !== null && <ProblemNotice error={making.error} />}
    </Stack>
  );
}
