/** Every size, time and count limit that both ends keep to, with its unit in the name and its reason beside it. */

/** Socket.IO frame cap in bytes. Above it the connection is cut: nobody honest sends that much. */
export const MAX_FRAME_BYTES = 64 * 1024;

/** A report's JSON in bytes. Below the frame cap, so that one slightly too large gets a coded answer instead of a cut line. */
export const MAX_REPORT_BYTES = 48 * 1024;

/** HTTP request bodies in bytes. The API takes small documents only. */
export const MAX_HTTP_BODY_BYTES = 256 * 1024;

/** Time in ms within which a connected agent must have proved its identity. */
export const PROVE_TIMEOUT_MS = 10_000;

/** Time in ms that an agent waits for an acknowledgement before it counts the connection as lost. */
export const ACKNOWLEDGE_TIMEOUT_MS = 30_000;

/** Reports written in one transaction: larger batches only add latency (see docs/decisions/0004). */
export const MAX_REPORTS_PER_COMMIT = 250;

/** Reports that may wait for the writer over all sockets; beyond it the server answers `busy`. */
export const MAX_REPORTS_WAITING = 5_000;

/** Bytes of them, as JSON, over all sockets and in one transaction: what a flood of large reports may take of the memory. */
export const MAX_REPORT_BYTES_WAITING = 16 * 1024 * 1024;
export const MAX_REPORT_BYTES_PER_COMMIT = 2 * 1024 * 1024;

/** Longest window in ms over which a fleet that lost its server is asked to spread. */
export const MAX_RETURN_WINDOW_MS = 10 * 60 * 1000;

/** Days of reporting that the outbox keeps while the server cannot be reached. */
export const MAX_OUTBOX_DAYS = 14;

/** Runs of dropped reports told in one message. */
export const MAX_DROPS_PER_MESSAGE = 100;

/** Machines that one request may ask to collect at once. */
export const MAX_MACHINES_PER_CHECK = 500;

/** Time in ms within which a machine must begin a collection that it was asked for, and finish it. */
export const COLLECT_BEGINS_MS = 30_000;
export const COLLECT_ENDS_MS = 150_000;

/** Bytes that the outbox may take on a staff PC's disk, in whole blocks: at five minutes apart, about the days above. */
export const MAX_OUTBOX_BYTES = 16 * 1024 * 1024;

/** A date in the facts that lies further ahead than this in ms means a wrong clock, not fresh definitions. */
export const MAX_FUTURE_MS = 24 * 60 * 60 * 1000;

/** Machines in one page of a list. */
export const MAX_PAGE_ITEMS = 200;

/** Human accounts listed per machine. */
export const MAX_ACCOUNTS = 200;

/** Antivirus products listed per machine. */
export const MAX_ANTIVIRUS_PRODUCTS = 30;

/** Tags per machine, and characters per tag. */
export const MAX_TAGS = 20;
export const MAX_TAG_CHARS = 40;

/** Characters of a name that a machine gives itself (host names, products, accounts). */
export const MAX_NAME_CHARS = 300;

/** Characters of free text such as a probe's reason. */
export const MAX_TEXT_CHARS = 1_000;

/** Characters of a measured value or a limit as a verdict shows it. */
export const MAX_MEASURED_CHARS = 200;

/** Groups and sites in one policy document. */
export const MAX_GROUPS = 200;
export const MAX_SITES = 200;

/** Characters of a version number such as `10.0.22631`. */
export const MAX_VERSION_CHARS = 40;

/** Characters of a policy document. */
export const MAX_POLICY_CHARS = 200_000;

/** Days in one answer about the fleet's past. */
export const MAX_TREND_DAYS = 400;

/** Beginnings of failure remembered per rule and machine, to tell flapping. */
export const MAX_FAILURES_KEPT = 20;

/** Addresses on one digest list, and lists on one server. */
export const MAX_DIGEST_RECIPIENTS = 100;
export const MAX_DIGEST_LISTS = 200;

/** Machines told by name per kind of change that a policy would make, and past days that it is rehearsed on. */
export const MAX_WHAT_IF_EXAMPLES = 10;
export const MAX_WHAT_IF_DAYS = 30;

/** Characters of an operator's name. */
export const MAX_OPERATOR_CHARS = 60;

/** Characters of a password; the upper end bounds what hashing and judging it cost. */
export const MIN_PASSWORD_CHARS = 12;
export const MAX_PASSWORD_CHARS = 200;

/** Recovery codes made at once. */
export const RECOVERY_CODES = 10;

/** Values chosen or listed per facet of the machines' list. */
export const MAX_FACET_VALUES = 100;

/** Machines whose tags are changed by one request. */
export const MAX_TAGGED_AT_ONCE = 1_000;

/** Flags that one act may concern, and how long one may be put aside. */
export const MAX_FLAGS_PER_ACT = 200;
export const MAX_SNOOZE_MS = 30 * 24 * 60 * 60 * 1000;

/** Characters of the name of a screen on a wall, and links for such screens that may be good at once. */
export const MAX_WALL_NAME_CHARS = 60;
export const MAX_WALL_LINKS = 50;

/** Characters of a tool's output that are read on their own; below what a request may carry, however it is escaped. */
export const MAX_CAPTURE_CHARS = 100_000;

/** Profiles of one firewall, and changes told one by one in a review of all firewalls. */
export const MAX_FIREWALL_PROFILES = 20;
export const MAX_REVIEW_CHANGES = 500;

/** Machines in one evidence pack, and bytes of its document: an auditor looks at a few dozen, each with months of rows at worst. */
export const MAX_EVIDENCE_MACHINES = 50;
export const MAX_EVIDENCE_BYTES = 32 * 1024 * 1024;

/** Characters of the words by which a random choice is made. */
export const MAX_SEED_CHARS = 60;
