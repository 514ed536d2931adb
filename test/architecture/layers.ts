import type { IForbiddenRuleType } from "dependency-cruiser";

/** The floor plan as rules (ARCHITECTURE.md): one direction only. Each ban says why. */

/** A folder imports from the folders above it in this list, not from those below. */
const SERVER_FLOORS = [
  "store",
  "policy",
  "flags",
  "rehearsal",
  "lab",
  "ingest",
  "clock",
  "roster",
  "feed",
  "mail",
  "digest",
  "letters",
  "alerts",
  "audit",
  "evidence",
  "reviews",
  "auth",
  "link",
  "http",
  "ops",
  "commands",
];
const AGENT_FLOORS = ["probes", "sources", "collect", "outbox", "uplink", "words", "page", "commands"];

/** The agent's probes say what to read, and the sources do the reading for them: the probes' interface stands in `sources`. */
const AGENT_ALLOWED = [{ from: "probes", to: "sources" }];

function floors(root: string, names: string[], allowed: { from: string; to: string }[]): IForbiddenRuleType[] {
  return names.flatMap((name, index) =>
    names.slice(index + 1).flatMap((below): IForbiddenRuleType[] => {
      if (allowed.some((pair) => pair.from === name && pair.to === below)) return [];
      return [
        {
          name: `${root}: ${name} must not know ${below}`,
          comment: `${below} stands below ${name} in the floor plan; pass what is needed as an argument in compose.ts`,
          severity: "error",
          from: { path: `^packages/${root}/src/${name}/` },
          to: { path: `^packages/${root}/src/${below}/` },
        },
      ];
    }),
  );
}

export const LAYERS: IForbiddenRuleType[] = [
  ...floors("server", SERVER_FLOORS, []),
  ...floors("agent", AGENT_FLOORS, AGENT_ALLOWED),
  {
    name: "shared is pure",
    comment: "both ends and the browser speak it: zod and nothing else",
    severity: "error",
    from: { path: "^packages/shared/src/", pathNot: "\\.test\\.ts$" },
    to: { pathNot: "^packages/shared/src/|node_modules/zod/" },
  },
  {
    name: "the ends know each other by shared alone",
    comment: "what one end knows of another must be in the protocol",
    severity: "error",
    from: { path: "^packages/(agent|server|dashboard)/" },
    to: { path: "^packages/(agent|server|dashboard)/", pathNot: "^packages/$1/" },
  },
  {
    name: "nothing imports test",
    comment: "tests rest on the product, never the other way round",
    severity: "error",
    from: { path: "^(packages|scripts)/" },
    to: { path: "^test/" },
  },
  {
    name: "judging is pure",
    comment: "the same facts must give the same verdict, today and in an auditor's replay",
    severity: "error",
    from: { path: "^packages/server/src/policy/", pathNot: "test" },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "only sources touch the OS",
    comment: "a probe names what to read; commands and files are run and read in one place, with limits",
    severity: "error",
    // address-match.ts asks node:net's BlockList whether an address lies in a network: arithmetic, no socket.
    from: { path: "^packages/agent/src/(probes|collect)/", pathNot: "\\.test\\.ts$|/address-match\\.ts$" },
    to: { dependencyTypes: ["core"], pathNot: "^(node:)?crypto$" },
  },
  {
    name: "only sources start programs",
    comment: "what comes over the wire must never reach the code that runs a command",
    severity: "error",
    from: { path: "^packages/agent/src/", pathNot: "^packages/agent/src/(sources|service)/" },
    to: { path: "^(node:)?child_process$" },
  },
  {
    name: "what starts programs does not know the wire",
    comment: "what comes over the wire must never reach the code that runs a command",
    severity: "error",
    from: { path: "^packages/agent/src/(sources|service|probes|collect)/", pathNot: "\\.test\\.ts$" },
    to: { path: "^packages/(agent/src/uplink/|shared/src/wire\\.ts)" },
  },
  {
    name: "no circles",
    comment: "if two files need each other, a third thing is missing",
    severity: "error",
    from: {},
    to: { circular: true },
  },
];
