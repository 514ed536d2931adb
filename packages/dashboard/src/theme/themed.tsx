import { MantineProvider } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { useContrast } from "./contrast.ts";
import { colourSchemeManager, theme, variablesResolver } from "./theme.ts";

/** The dashboard's looks: the scheme and the contrast that the system or this person asks for. */
export function Themed({ children }: { children: ReactNode }) {
  const contrast = useContrast();
  const resolver = useMemo(() => variablesResolver(contrast), [contrast]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolver}
      colorSchemeManager={colourSchemeManager}
      defaultColorScheme="auto"
    >
      {children}
    </MantineProvider>
  );
}
