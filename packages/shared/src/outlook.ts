import { z } from "zod";

const Count = z.number().int().nonnegative();

/** Ages of definitions are told in whole days from 0 up to this; whatever is older counts with the last. */
export const OUTLOOK_AGE_DAYS = 14;

/** For how many days ahead passwords that end are told. */
export const OUTLOOK_AHEAD_DAYS = 14;

/** What the fleet's dates say of the days behind and ahead. */
export const Outlook = z.object({
  /** Machines by the age of their virus definitions in whole days: 0, 1, ... and the last for all that are older. */
  definitionsAge: z.array(Count).length(OUTLOOK_AGE_DAYS + 1),
  /** Machines of which no date is known. */
  definitionsUnknown: Count,
  /** The policy's limits in days, where it has any; groups may differ. */
  definitionsWarnDays: z.number().nullable(),
  definitionsFailDays: z.number().nullable(),
  /** Machines by the day on which the first of their passwords must be changed: within 24 hours, 48 hours, ... */
  passwordsEnding: z.array(Count).length(OUTLOOK_AHEAD_DAYS),
  passwordsOver: Count,
});
export type Outlook = z.infer<typeof Outlook>;
