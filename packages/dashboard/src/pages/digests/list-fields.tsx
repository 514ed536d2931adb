import { Checkbox, Group, MultiSelect, NativeSelect, TagsInput, TextInput } from "@mantine/core";
import { WEEKDAYS } from "@muster/shared/calendar.ts";
import { type DigestListDraft, Language } from "@muster/shared/digest.ts";
import { RULE_IDS, RULE_TITLES, RuleId } from "@muster/shared/rules.ts";
import type { z } from "zod";

type Props = { draft: DigestListDraft; onChange: (draft: DigestListDraft) => void; faults: z.ZodError | null };

const DAY_WORDS = { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" };
const LANGUAGES = [
  { value: "en", label: "English" },
  { value: "de", label: "Deutsch" },
  { value: "fr", label: "Français" },
];
const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
const RULES = RULE_IDS.map((rule) => ({ value: rule, label: RULE_TITLES[rule] }));

/** Every setting of a list; what is wrong stands at its field. */
export function ListFields({ draft, onChange, faults }: Props) {
  const { scope } = draft;
  const set = (change: Partial<DigestListDraft>): void => onChange({ ...draft, ...change });
  const setScope = (change: Partial<DigestListDraft["scope"]>): void => set({ scope: { ...scope, ...change } });
  const faultOf = (...path: string[]): string | undefined =>
    faults?.issues.find((issue) => path.every((key, index) => issue.path[index] === key))?.message;
  const zones = ZONES.includes(draft.timeZone) ? ZONES : [draft.timeZone, ...ZONES];
  return (
    <>
      <TextInput
        label="Name"
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={faultOf("name")}
      />
      <TagsInput
        label="Recipients"
        description="Mail addresses, each followed by Enter or a comma."
        value={draft.recipients}
        onChange={(recipients) => set({ recipients: recipients.map((each) => each.trim()) })}
        splitChars={[",", ";", " "]}
        acceptValueOnBlur
        error={faultOf("recipients")}
      />
      <Group grow align="flex-start">
        <TextInput
          type="time"
          label="Time"
          value={draft.time}
          onChange={(event) => set({ time: event.currentTarget.value })}
          error={faultOf("time")}
        />
        <NativeSelect
          label="Time zone"
          data={zones}
          value={draft.timeZone}
          onChange={(event) => set({ timeZone: event.currentTarget.value })}
          error={faultOf("timeZone")}
        />
      </Group>
      <Checkbox.Group
        label="Days"
        value={draft.days}
        onChange={(days) => set({ days: WEEKDAYS.filter((day) => days.includes(day)) })}
        error={faultOf("days")}
      >
        <Group gap="sm" mt={4}>
          {WEEKDAYS.map((day) => (
            <Checkbox key={day} value={day} label={DAY_WORDS[day]} />
          ))}
        </Group>
      </Checkbox.Group>
      <NativeSelect
        label="Language"
        data={LANGUAGES}
        value={draft.language}
        onChange={(event) => set({ language: Language.parse(event.currentTarget.value) })}
      />
      <TagsInput
        label="Only machines with a tag"
        description="Such as a manager's. Empty for all."
        value={scope.tags}
        onChange={(tags) => setScope({ tags: tags.map((tag) => tag.trim().toLowerCase()) })}
        acceptValueOnBlur
        error={faultOf("scope", "tags")}
      />
      <TagsInput
        label="Only these groups of the policy"
        value={scope.groups}
        onChange={(groups) => setScope({ groups })}
        acceptValueOnBlur
        error={faultOf("scope", "groups")}
      />
      <TagsInput
        label="Only these sites of the policy"
        value={scope.sites}
        onChange={(sites) => setScope({ sites })}
        acceptValueOnBlur
        error={faultOf("scope", "sites")}
      />
      <MultiSelect
        label="Only these rules"
        data={RULES}
        value={scope.rules}
        onChange={(rules) =>
          setScope({ rules: RULE_IDS.filter((rule) => rules.includes(rule)).map((rule) => RuleId.parse(rule)) })
        }
        clearable
      />
      <Checkbox
        label="Show people's account names"
        description="Without it the digest says that a password ends, not whose."
        checked={draft.showsNames}
        onChange={(event) => set({ showsNames: event.currentTarget.checked })}
      />
      <Checkbox
        label="Attach a spreadsheet (CSV)"
        checked={draft.attachesCsv}
        onChange={(event) => set({ attachesCsv: event.currentTarget.checked })}
      />
      <Checkbox
        label="Send it"
        description="Switched off, the list rests: nothing is made and nothing counts as missed."
        checked={draft.isActive}
        onChange={(event) => set({ isActive: event.currentTarget.checked })}
      />
    </>
  );
}
