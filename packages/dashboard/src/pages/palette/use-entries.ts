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
import type { Entry } from "./entry.ts";

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
    ({ to, title, icon, needs: _ }): Entry => ({
      id: `page ${to}`,
      group: "Go to",
      label: title,
      icon,
      act: () => void navigate({ to }),
    }),
  );
  pages.push({
    id: "page /account",
    group: "Go to",
    label: "Account",
    keywords: ["password", "second factor", "sessions", "me"],
    icon: IconUser,
    act: () => void navigate({ to: "/account" }),
  });
  const lists: Entry[] = [
    {
      id: "list failing",
      group: "Lists",
      label: "Non-compliant machines",
      keywords: ["failing", "red"],
      icon: IconAlertOctagon,
      act: () => void navigate({ to: "/machines", search: { status: ["non-compliant"] } }),
    },
    {
      id: "list unknown",
      group: "Lists",
      label: "Machines that cannot be judged",
      keywords: ["unknown"],
      icon: IconHelpCircle,
      act: () => void navigate({ to: "/machines", search: { status: ["unknown"] } }),
    },
    {
      id: "list silent",
      group: "Lists",
      label: "Overdue and missing machines",
      keywords: ["silent", "offline", "lost"],
      icon: IconAlertTriangle,
      act: () => void navigate({ to: "/machines", search: { reachability: ["overdue", "missing"] } }),
    },
    {
      id: "list mine",
      group: "Lists",
      label: "Flags that are mine",
      keywords: ["assigned", "my"],
      icon: IconUserCheck,
      act: () => void navigate({ to: "/flags", search: { assignedTo: operator } }),
    },
  ];
  const acts: Entry[] = [];
  if (may(role, "policy.change")) {
    acts.push({
      id: "change policy",
      group: "Do",
      label: "Change the policy",
      keywords: ["edit", "rules", "what if"],
      icon: IconFilePencil,
      act: () => void navigate({ to: "/policy/edit" }),
    });
  }
  if (may(role, "waivers.request")) {
    acts.push({
      id: "ask for waiver",
      group: "Do",
      label: "Ask for a waiver",
      keywords: ["exception", "accepted risk"],
      icon: IconShieldPlus,
      act: () => void navigate({ to: "/waivers/new" }),
    });
  }
  acts.push(
    {
      id: "light",
      group: "Do",
      label: "Light colours",
      keywords: ["theme"],
      icon: IconSun,
      act: () => setColorScheme("light"),
    },
    {
      id: "dark",
      group: "Do",
      label: "Dark colours",
      keywords: ["theme"],
      icon: IconMoon,
      act: () => setColorScheme("dark"),
    },
    {
      id: "auto",
      group: "Do",
      label: "Colours as the system",
      keywords: ["theme", "automatic"],
      icon: IconDeviceDesktop,
      act: () => setColorScheme("auto"),
    },
    {
      id: "contrast",
      group: "Do",
      label: contrast === "more" ? "Contrast as the system" : "Always strong contrast",
      keywords: ["theme", "accessibility", "high contrast"],
      icon: IconContrast2,
      act: () => setContrast(contrast === "more" ? "auto" : "more"),
    },
    {
      id: "keys",
      group: "Do",
      label: "Show the keys",
      keywords: ["help", "shortcuts"],
      icon: IconKeyboard,
      keys: ["?"],
      act: onShowKeys,
    },
    {
      id: "sign out",
      group: "Do",
      label: "Sign out",
      keywords: ["log out", "leave"],
      icon: IconLogout,
      act: () => signOut.mutate(),
    },
  );
  return [...pages, ...lists, ...acts];
}
