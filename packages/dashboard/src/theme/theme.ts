import { type CSSVariablesResolver, createTheme, localStorageColorSchemeManager } from "@mantine/core";
import type { Contrast } from "./contrast.ts";
import { type Scheme, toneVariables } from "./status.ts";

/** The key is read by public/colour-scheme.js too. */
export const colourSchemeManager = localStorageColorSchemeManager({ key: "muster-colour-scheme" });

export const theme = createTheme({
  primaryColor: "blue",
  // The lighter default shades leave white text on a button below a contrast of 4.5.
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 6,
  // Cooler than Mantine's own greys, and in step with the surfaces below.
  colors: {
    dark: [
      "#e3e6ea",
      "#c3c9d0",
      "#a3abb5",
      "#7c8590",
      "#4a525b",
      "#343a41",
      "#22262b",
      "#1a1d21",
      "#16191c",
      "#131518",
    ],
  },
  respectReducedMotion: true,
  cursorType: "pointer",
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "1.5rem", lineHeight: "1.3" },
      h2: { fontSize: "1rem", lineHeight: "1.4" },
      h3: { fontSize: "0.875rem", lineHeight: "1.4" },
      h4: { fontSize: "0.8125rem", lineHeight: "1.4" },
    },
  },
  components: {
    Modal: {
      defaultProps: {
        closeButtonProps: { "aria-label": "Close" },
        // Else its header would be a second banner of the page.
        attributes: { header: { role: "presentation" } },
      },
    },
    Paper: { defaultProps: { withBorder: true, p: "md" } },
    Table: { defaultProps: { verticalSpacing: 8, horizontalSpacing: 12 } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
  },
});

const SURFACES: Record<Contrast, Record<Scheme, Record<string, string>>> = {
  usual: {
    light: {
      "--mantine-color-body": "#ffffff",
      "--mantine-color-text": "#1b1f24",
      // Mantine's own dimmed text is below a contrast of 4.5 in both schemes.
      "--mantine-color-dimmed": "#566069",
      "--mantine-color-placeholder": "#67707a",
      "--mantine-color-default-border": "#dfe3e8",
      "--mantine-color-anchor": "#1864ab",
      "--surface-page": "#f6f7f9",
      "--surface-card": "#ffffff",
      "--surface-hover": "#f1f4f8",
    },
    dark: {
      "--mantine-color-body": "#1a1d21",
      "--mantine-color-text": "#e3e6ea",
      "--mantine-color-dimmed": "#a3abb5",
      "--mantine-color-placeholder": "#98a1ab",
      "--mantine-color-default": "#22262b",
      "--mantine-color-default-border": "#343a41",
      "--mantine-color-anchor": "#74b9f5",
      "--surface-page": "#131518",
      "--surface-card": "#1a1d21",
      "--surface-hover": "#22272d",
    },
  },
  more: {
    light: {
      "--mantine-color-body": "#ffffff",
      "--mantine-color-text": "#000000",
      "--mantine-color-dimmed": "#33393f",
      "--mantine-color-placeholder": "#454c54",
      "--mantine-color-default-border": "#5b646d",
      "--mantine-color-anchor": "#0b3f73",
      "--surface-page": "#ffffff",
      "--surface-card": "#ffffff",
      "--surface-hover": "#e6ecf3",
    },
    dark: {
      "--mantine-color-body": "#000000",
      "--mantine-color-text": "#ffffff",
      "--mantine-color-dimmed": "#d5dae0",
      "--mantine-color-placeholder": "#bac1c9",
      "--mantine-color-default": "#000000",
      "--mantine-color-default-border": "#98a1ab",
      "--mantine-color-anchor": "#a8d4fa",
      "--surface-page": "#000000",
      "--surface-card": "#000000",
      "--surface-hover": "#1f252b",
    },
  },
};

/** Every colour that is ours, by the contrast that is wanted. */
export function colourVariables(contrast: Contrast): Record<Scheme, Record<string, string>> {
  const { light, dark } = SURFACES[contrast];
  return {
    light: { ...light, ...toneVariables("light", contrast) },
    dark: { ...dark, ...toneVariables("dark", contrast) },
  };
}

export function variablesResolver(contrast: Contrast): CSSVariablesResolver {
  return () => ({ variables: {}, ...colourVariables(contrast) });
}
