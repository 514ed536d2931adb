import { Button, Checkbox, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { AlertChannelDraft } from "@muster/shared/alert.ts";
import { Severity } from "@muster/shared/rules.ts";
import { useState } from "react";

const KINDS = [
  { value: "mail", label: "Mail", field: "Addresses, separated by commas" },
  { value: "slack", label: "Slack or compatible", field: "Webhook address" },
  { value: "teams", label: "Microsoft Teams", field: "Webhook address" },
  { value: "webhook", label: "Signed webhook", field: "Address" },
  { value: "ntfy", label: "ntfy", field: "Address of the topic" },
  { value: "syslog", label: "Syslog over TLS (CEF)", field: "Server, such as siem.example.com:6514" },
];

/** What the one field holds, in the form that each kind of target asks for; the schema says what is wrong with it. */
function targetOf(kind: string, text: string): unknown {
  if (kind === "mail") return { kind, to: text.split(",").map((each) => each.trim()) };
  if (kind !== "syslog") return { kind, url: text.trim() };
  const [host = "", port] = text.trim().split(/:(?=\d+$)/);
  return { kind, host, ...(port === undefined ? {} : { port: Number(port) }) };
}

type Props = { isBusy: boolean; onSubmit: (draft: AlertChannelDraft) => void };

export function ChannelForm({ isBusy, onSubmit }: Props) {
  const [name, setName] = useState("");
  const [kind, setKind] = useState("mail");
  const [address, setAddress] = useState("");
  const [minSeverity, setMinSeverity] = useState("high");
  const [isEscalation, setIsEscalation] = useState(false);
  const [isTold, setIsTold] = useState(false);
  const checked = AlertChannelDraft.safeParse({ name, target: targetOf(kind, address), minSeverity, isEscalation });
  const faultOf = (key: string): string | undefined =>
    isTold && !checked.success ? checked.error.issues.find((issue) => issue.path[0] === key)?.message : undefined;
  return (
    <Stack
      component="form"
      gap="sm"
      onSubmit={(event: React.SubmitEvent) => {
        event.preventDefault();
        setIsTold(true);
        if (checked.success) onSubmit(checked.data);
      }}
    >
      <Group grow align="flex-start">
        <TextInput
          label="Name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={faultOf("name")}
        />
        <NativeSelect label="Kind" data={KINDS} value={kind} onChange={(event) => setKind(event.currentTarget.value)} />
        <NativeSelect
          label="From severity"
          data={Severity.options}
          value={minSeverity}
          onChange={(event) => setMinSeverity(event.currentTarget.value)}
        />
      </Group>
      <TextInput
        label={KINDS.find((each) => each.value === kind)?.field}
        description={kind === "mail" ? undefined : "Kept sealed; afterwards only its host is shown."}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
        error={faultOf("target")}
      />
      <Checkbox
        label="Only when nobody acknowledges in time"
        checked={isEscalation}
        onChange={(event) => setIsEscalation(event.currentTarget.checked)}
      />
      <Button type="submit" variant="default" loading={isBusy} style={{ alignSelf: "flex-start" }}>
        Add channel
      </Button>
    </Stack>
  );
}
