import { Box, Group, Stack, Text } from "@mantine/core";
import type { SecondFactorOffer } from "@muster/shared/sign-in.ts";
import { renderSVG } from "uqr";
import { CopyLine } from "./copy-line.tsx";

/** A secret to be taken into an authenticator app: as a picture for its camera, and in letters for typing. */
export function AuthenticatorOffer({ offer }: { offer: SecondFactorOffer }) {
  const picture = `data:image/svg+xml,${encodeURIComponent(renderSVG(offer.uri, { border: 2 }))}`;
  return (
    <Group gap="md" align="flex-start">
      {/* Cameras need dark on light, whatever the page's colours are. */}
      <Box bg="white" p={4} style={{ borderRadius: 8, lineHeight: 0 }}>
        <img src={picture} width={176} height={176} alt="QR code for an authenticator app" />
      </Box>
      <Stack gap={6} style={{ flex: "1 1 220px", minWidth: 0 }}>
        <Text size="sm">
          Scan this with an authenticator app on your phone: Aegis, 2FAS, Google or Microsoft Authenticator, 1Password,
          or any other. Or type the key:
        </Text>
        <CopyLine line={offer.secret} label="Key for the authenticator app" />
      </Stack>
    </Group>
  );
}
