import { AppShell, Box } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { Outlet, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { KEYS } from "../../api/queries.ts";
import { BottomBar } from "./bottom-bar.tsx";
import { LostBar } from "./lost-bar.tsx";
import { Overlays } from "./overlays.tsx";
import { Rail } from "./rail.tsx";
import { TopBar } from "./top-bar.tsx";
import { useRowKeys } from "./use-row-keys.ts";
import { say } from "./words.ts";

const RAIL_PX = { wide: 208, narrow: 64 };

/** What stands around every page of a person who is signed in; the feed lives as long as it does. */
export function Frame() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isNarrow, setNarrow] = useLocalStorage({ key: "muster-narrow-rail", defaultValue: false });
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  useRowKeys();

  useEffect(() => {
    const onSignedOut = () => {
      queries.removeQueries({ queryKey: [KEYS.session] });
      void navigate({ to: "/sign-in", replace: true });
    };
    let stop: (() => void) | undefined;
    let isGone = false;
    // Loaded beside the first page, which is fetched without it.
    void import("../../feed/connect-feed.ts").then(({ connectFeed }) => {
      if (!isGone) stop = connectFeed(queries, onSignedOut);
    });
    return () => {
      isGone = true;
      stop?.();
    };
  }, [queries, navigate]);
  return (
    <>
      <a className="skip-link" href="#main">
        {say.skip}
      </a>
      <AppShell
        header={{ height: 52 }}
        footer={{ height: { base: 56, sm: 0 } }}
        navbar={{
          width: isNarrow ? RAIL_PX.narrow : RAIL_PX.wide,
          breakpoint: "sm",
          collapsed: { mobile: true },
        }}
        padding={{ base: "sm", sm: "lg" }}
      >
        <AppShell.Header>
          <TopBar onSearch={() => setPaletteOpen(true)} />
        </AppShell.Header>
        <AppShell.Navbar p="xs" aria-label={say.main}>
          <Rail isNarrow={isNarrow} onToggle={() => setNarrow(!isNarrow)} />
        </AppShell.Navbar>
        <AppShell.Main id="main" tabIndex={-1} style={{ outline: "none" }}>
          <LostBar />
          <Box maw={1440} mx="auto">
            <Outlet />
          </Box>
        </AppShell.Main>
        <AppShell.Footer hiddenFrom="sm">
          <BottomBar />
        </AppShell.Footer>
      </AppShell>
      <Overlays isPaletteOpen={isPaletteOpen} onPalette={setPaletteOpen} />
    </>
  );
}
