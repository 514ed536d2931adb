import { useMantineColorScheme } from "@mantine/core";
import { may } from "@muster/shared/permissions.ts";
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconContrast2,
  IconDeviceDesktop,
  IconFilePencil,
  IconHelpCircle,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconShieldPlus,
  IconSun,
  IconUser,
  IconUserCheck,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { sessionQuery } from "../../api/queries.ts";
import { setContrast, useContrastChoice } from "../../theme/contrast.ts";
import { usePlaces } from "../frame/use-places.ts";
import { useSignOut } from "../frame/use-sign-out.ts";
import { say } from "../frame/words.ts";
import type { Entry } from "./entry.ts";
import { languageEntries } from "./language-entries.ts";

/** Everything that whoever is signed in may go to or do from anywhere. */
export function useEntries(onShowKeys: () => void): Entry[] {
  const navigate = useNavigate();
  const places = usePlaces();
  const { data: session } = useQuery(sessionQuery);
  const { setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  const contrast = useContrastChoice();
  if (session === undefined) return [];
  const { role, operator } = session;

  const pages = places.map(
    ({ to, icon }): Entry => ({
      id: `page ${to}`,
      group: "places",
      label: say.places[to],
      icon,
      act: () => void navigate({ to }),
    }),
  );
  pages.push({
    id: "page /account",
    group: "places",
    label: say.palette.account,
    keywords: say.palette.keywords.account,
    icon: IconUser,
    act: () => void navigate({ to: "/account" }),
  });
  const lists: Entry[] = [
    {
      id: "list failing",
      group: "lists",
      label: say.palette.nonCompliant,
      keywords: say.palette.keywords.nonCompliant,
      icon: IconAlertOctagon,
      act: () => void navigate({ to: "/machines", search: { status: ["non-compliant"] } }),
    },
    {
      id: "list unknown",
      group: "lists",
      label: say.palette.unknown,
      keywords: say.palette.keywords.unknown,
      icon: IconHelpCircle,
      act: () => void navigate({ to: "/machines", search: { status: ["unknown"] } }),
    },
    {
      id: "list silent",
      group: "lists",
      label: say.palette.silent,
      keywords: say.palette.keywords.silent,
      icon: IconAlertTriangle,
      act: () => void navigate({ to: "/machines", search: { reachability: ["overdue", "missing"] } }),
    },
    {
      id: "list mine",
      group: "lists",
      label: say.palette.mine,
      keywords: say.palette.keywords.mine,
      icon: IconUserCheck,
      act: () => void navigate({ to: "/flags", search: { assignedTo: operator } }),
    },
  ];
  const acts: Entry[] = [];
  if (may(role, "policy.change")) {
    acts.push({
      id: "change policy",
      group: "acts",
      label: say.palette.changePolicy,
      keywords: say.palette.keywords.changePolicy,
      icon: IconFilePencil,
      act: () => void navigate({ to: "/policy/edit" }),
    });
  }
  if (may(role, "waivers.request")) {
    acts.push({
      id: "ask for waiver",
      group: "acts",
      label: say.palette.askForWaiver,
      keywords: say.palette.keywords.waiver,
      icon: IconShieldPlus,
      act: () => void navigate({ to: "/waivers/new" }),
    });
  }
  acts.push(
    {
      id: "light",
      group: "acts",
      label: say.palette.light,
      keywords: say.palette.keywords.theme,
      icon: IconSun,
      act: () => setColorScheme("light"),
    },
    {
      id: "dark",
      group: "acts",
      label: say.palette.dark,
      keywords: say.palette.keywords.theme,
      icon: IconMoon,
      act: () => setColorScheme("dark"),
    },
    {
      id: "auto",
      group: "acts",
      label: say.palette.auto,
      keywords: say.palette.keywords.theme,
      icon: IconDeviceDesktop,
      act: () => setColorScheme("auto"),
    },
    {
      id: "contrast",
      group: "acts",
      label: contrast === "more" ? say.palette.contrastAsSystem : say.strongContrast,
      keywords: say.palette.keywords.contrast,
      icon: IconContrast2,
      act: () => setContrast(contrast === "more" ? "auto" : "more"),
    },
    {
      id: "keys",
      group: "acts",
      label: say.palette.showKeys,
      keywords: say.palette.keywords.keys,
      icon: IconKeyboard,
      keys: ["?"],
      act: onShowKeys,
    },
    {
      id: "sign out",
      group: "acts",
      label: say.signOut,
      keywords: say.palette.keywords.signOut,
      icon: IconLogout,
      act: () => signOut.mutate(),
    },
  );
  return [...pages, ...lists, ...acts, ...languageEntries()];
}
