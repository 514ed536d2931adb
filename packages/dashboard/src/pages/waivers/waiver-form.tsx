import { Button, Group, NativeSelect, Paper, Stack, Text, Textarea, TextInput } from "@mantine/core";
import type { MachineDetail } from "@muster/shared/api.ts";
import { DAY_MS } from "@muster/shared/duration.ts";
import { RULE_IDS, RuleId } from "@muster/shared/rules.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { requestWaiver } from "../../api/commands.ts";
import { KEYS } from "../../api/queries.ts";
import { TextLink } from "../../parts/links.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { say as common } from "../../words/common/words.ts";
import { say } from "./words.ts";

type Props = { machine: MachineDetail | null; rule: RuleId | null; group: string | null };

/** A month is long enough for most repairs and short enough to be looked at again. */
const USUAL_DAYS = 30;

export function WaiverForm({ machine, rule: firstRule, group: firstGroup }: Props) {
  const [rule, setRule] = useState<RuleId | null>(firstRule);
  const [group, setGroup] = useState(firstGroup ?? "");
  const [account, setAccount] = useState("");
  const [reason, setReason] = useState("");
  const [ticket, setTicket] = useState("");
  const [until, setUntil] = useState(() => localDay(Date.now() + USUAL_DAYS * DAY_MS));
  const queries = useQueryClient();
  const navigate = useNavigate();
  const asking = useMutation({
    mutationFn: () =>
      requestWaiver({
        scope: {
          machineId: machine?.id ?? null,
          group: machine === null ? group.trim() : null,
          rule,
          account: rule === "password-age" && account.trim() !== "" ? account.trim() : null,
        },
        reason: reason.trim(),
        ticket: ticket.trim() === "" ? null : ticket.trim(),
        endsAt: endOf(until),
      }),
    onSuccess: async () => {
      await Promise.all([KEYS.waivers, KEYS.machine].map((key) => queries.invalidateQueries({ queryKey: [key] })));
      await navigate({ to: "/waivers" });
    },
  });
  const isWhole = reason.trim().length >= 3 && until !== "" && (machine !== null || group.trim() !== "");
  return (
    <Paper maw={560}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole) asking.mutate();
        }}
      >
        <Stack gap="md">
          {machine === null ? (
            <TextInput
              label={say.groupOfPolicy}
              description={
                <>
                  {say.forOneMachine} <TextLink to="/machines">{say.machines}</TextLink>
                </>
              }
              required
              value={group}
              onChange={(event) => setGroup(event.currentTarget.value)}
            />
          ) : (
            <Text size="sm">
              {say.for}{" "}
              <TextLink to="/machines/$id" params={{ id: machine.id }} size="sm" fw={600}>
                {machine.name}
              </TextLink>
            </Text>
          )}
          <NativeSelect
            label={say.rule}
            value={rule ?? ""}
            onChange={(event) => setRule(RuleId.safeParse(event.currentTarget.value).data ?? null)}
            data={[
              { value: "", label: say.anyRule },
              ...RULE_IDS.map((id) => ({ value: id, label: common.rules[id] })),
            ]}
          />
          {rule === "password-age" && (
            <TextInput
              label={say.account}
              description={say.accountHint}
              value={account}
              onChange={(event) => setAccount(event.currentTarget.value)}
            />
          )}
          <Textarea
            label={say.reason}
            description={say.reasonHint}
            required
            autosize
            minRows={3}
            maxLength={1_000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <TextInput
            label={say.ticket}
            maxLength={100}
            value={ticket}
            onChange={(event) => setTicket(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={say.until}
            description={say.untilHint}
            required
            min={localDay(Date.now())}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
          {asking.error !== null && <ProblemNotice error={asking.error} />}
          <Group justify="flex-end">
            <Button type="submit" disabled={!isWhole} loading={asking.isPending}>
              {say.submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}

/** `2026-11-23` in this browser's zone. */
function localDay(epochMs: number): string {
  const at = new Date(epochMs);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The last moment of a day in this browser's zone, as an instant. */
function endOf(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date, 23, 59, 59, 999).toISOString();
}
