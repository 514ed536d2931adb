import { DAY_MS } from "@muster/shared/duration.ts";

const HEAD = `unknownFlagsAfter: 7d
grace:
  afterEnrolment: 1d
  afterReturn: 30m
reachability:
  awayAfter: 10m
  overdueAfter: 3d
  missingAfter: 10d
waivers:
  maxDuration: 90d
  remindBefore: 7d
  needsSecondPerson: true
sites:
  - name: Berlin
    match: { tags: [berlin] }
    calendar: { timeZone: Europe/Berlin, hours: 08:00-18:00 }
  - name: New York
    match: { tags: [new-york] }
    calendar: { timeZone: America/New_York, hours: 08:00-18:00 }
  - name: Singapore
    match: { tags: [singapore] }
    calendar: { timeZone: Asia/Singapore, hours: 08:00-18:00 }
`;

const BASE = `rules:
  antivirus-active: { severity: high, mustBeRealTime: false }
  antivirus-definitions: { severity: high, grace: 4h, warnAfter: 3d, failAfter: 7d }
  firewall-enabled: { severity: high, mustBlockInbound: true }
  password-age: { severity: medium, maxAge: 90d, warnBefore: 14d }
  clock-right: { severity: low, maxOff: 15m }
  reporting: { severity: medium }
`;

const MORE = `${BASE}  disk-encrypted: { severity: high, grace: 2d, onlySystemVolume: true }
  updates-installed: { severity: medium, warnAfter: 21d, failAfter: 45d }
  screen-lock: { severity: low, maxIdle: 15m }
`;

const GROUPS = `groups:
  - name: Finance
    match: { tags: [finance] }
    rules:
      password-age: { severity: high, maxAge: 60d }
  - name: Privileged machines
    match: { tags: [privileged] }
    rules:
      password-age: { severity: high, maxAge: 45d }
  - name: Laboratory
    match: { tags: [laboratory] }
    rules:
      updates-installed: { severity: low, warnAfter: 60d, failAfter: 120d }
`;

/** What the invented company has asked of its machines over time; `daysAgo` is when each version came into force. */
export const POLICIES = [
  {
    daysAgo: 92,
    author: "Priya Nair",
    reason: "first version, as the board decided",
    document: `name: Company policy\n${HEAD}${BASE}`,
  },
  {
    daysAgo: 52,
    author: "Priya Nair",
    reason: "disk encryption and updates, promised to customers from October",
    document: `name: Company policy\n${HEAD}${MORE}`,
  },
  {
    daysAgo: 12,
    author: "Tom Becker",
    reason: "shorter passwords' lives for finance and privileged staff, audit finding 7",
    document: `name: Company policy\n${HEAD}${MORE}${GROUPS}`,
  },
].map((version) => ({ ...version, agoMs: version.daysAgo * DAY_MS }));
