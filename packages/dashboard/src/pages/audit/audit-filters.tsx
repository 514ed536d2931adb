import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { AUDIT_ACTS, AuditAct, AuditOutcome } from "@muster/shared/audit.ts";
import { IconDownload } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { auditExportAddress } from "../../api/audit.ts";
import { type AuditSearch, filterOf } from "./audit-search.ts";

const route = getRouteApi("/frame/audit");

const OUTCOMES: Record<AuditOutcome, string> = { done: "Done", refused: "Refused", failed: "Failed" };

/** What the log is narrowed to, and the download of exactly that. */
export function AuditFilters({ search }: { search: AuditSearch }) {
  const navigate = route.useNavigate();
  const change = (part: AuditSearch) => {
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  };
  const filter = filterOf(search);
  return (
    <Group gap="sm" align="end">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const who = String(new FormData(event.currentTarget).get("who") ?? "").trim();
          change({ who: who === "" ? undefined : who });
        }}
      >
        <TextInput key={search.who ?? ""} name="who" label="Who" placeholder="A whole name" defaultValue={search.who} />
      </form>
      <NativeSelect
        label="What"
        w={230}
        value={search.act ?? ""}
        onChange={(event) => change({ act: AuditAct.safeParse(event.currentTarget.value).data })}
        data={[
          { value: "", label: "Anything" },
          ...AuditAct.options.map((act) => ({ value: act, label: AUDIT_ACTS[act] })),
        ]}
      />
      <NativeSelect
        label="Outcome"
        value={search.outcome ?? ""}
        onChange={(event) => change({ outcome: AuditOutcome.safeParse(event.currentTarget.value).data })}
        data={[
          { value: "", label: "Any" },
          ...AuditOutcome.options.map((outcome) => ({ value: outcome, label: OUTCOMES[outcome] })),
        ]}
      />
      <TextInput
        type="date"
        label="From"
        value={search.from ?? ""}
        onChange={(event) => change({ from: event.currentTarget.value || undefined })}
      />
      <TextInput
        type="date"
        label="To"
        value={search.to ?? ""}
        onChange={(event) => change({ to: event.currentTarget.value || undefined })}
      />
      {(["csv", "json"] as const).map((form) => (
        <Button
          key={form}
          component="a"
          href={auditExportAddress(form, filter)}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {form.toUpperCase()}
        </Button>
      ))}
    </Group>
  );
}
