import { may } from "@muster/shared/permissions.ts";
import { IconRefresh, IconShieldPlus } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { checkNow } from "../../api/commands.ts";
import { machineQuery, sessionQuery } from "../../api/queries.ts";
import { say } from "../frame/words.ts";
import type { Entry } from "./entry.ts";

/** What may be done about the machine whose page lies under the palette; nothing elsewhere. */
export function useMachineEntries(onDone: () => void): { entries: Entry[]; error: Error | null } {
  const id = useParams({ from: "/frame/machines/$id", shouldThrow: false })?.id;
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  const { data: machine } = useQuery({ ...machineQuery(id ?? ""), enabled: id !== undefined });
  const checking = useMutation({ mutationFn: checkNow, onSuccess: onDone });
  if (id === undefined || machine === undefined || session === undefined) return { entries: [], error: null };

  const entries: Entry[] = [];
  if (may(session.role, "machines.check") && machine.isOnline) {
    entries.push({
      id: "check now",
      group: "machine",
      label: say.palette.checkMachine(machine.name),
      keywords: say.palette.keywords.check,
      icon: IconRefresh,
      act: () => checking.mutate([machine.id]),
      staysOpen: true,
    });
  }
  if (may(session.role, "waivers.request")) {
    entries.push({
      id: "waive this",
      group: "machine",
      label: say.palette.waiveMachine(machine.name),
      keywords: say.palette.keywords.waiver,
      icon: IconShieldPlus,
      act: () => void navigate({ to: "/waivers/new", search: { machine: machine.id } }),
    });
  }
  return { entries, error: checking.error };
}
