import { z } from "zod";

/** Who may do what: this file is the only place that says so. Server and dashboard both ask it. */

export const ROLES = ["owner", "admin", "responder", "viewer", "auditor"] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** What each role is for, as the dashboard says it. */
export const ROLE_SENTENCES: Record<Role, string> = {
  owner: "Decides who may do what, and may do all of it.",
  admin: "Changes the policy, lets machines in and takes them out.",
  responder: "Answers flags: asks for and decides waivers, settles doubts about machines.",
  viewer: "Sees the fleet.",
  auditor: "Sees the fleet, the operators and the audit log, makes evidence, and changes nothing.",
};

const EVERYBODY = ROLES;

/** Every permission and the roles that hold it. */
export const PERMISSIONS = {
  /** One's own session: to see it and to end it. */
  "session.own": EVERYBODY,
  "fleet.read": EVERYBODY,
  "policy.rehearse": ["owner", "admin", "responder"],
  "policy.change": ["owner", "admin"],
  "waivers.request": ["owner", "admin", "responder"],
  "waivers.decide": ["owner", "admin", "responder"],
  /** A waiver of a whole group, rather than of one machine. */
  "waivers.decide-for-group": ["owner", "admin"],
  "machines.settle-doubts": ["owner", "admin", "responder"],
  "machines.retire": ["owner", "admin"],
  "machines.enrol": ["owner", "admin"],
  "operators.read": ["owner", "admin", "auditor"],
  "operators.change": ["owner"],
  /** Acknowledge, take, put aside and annotate flags, acknowledge alerts, ask machines to check at once. */
  "flags.work": ["owner", "admin", "responder"],
  "machines.check": ["owner", "admin", "responder"],
  "machines.tag": ["owner", "admin"],
  /** To whom digests and alerts go, and by which channels. */
  "messages.read": ["owner", "admin", "responder", "auditor"],
  "messages.configure": ["owner", "admin"],
  /** Who did what, and what was refused to whom. */
  "audit.read": ["owner", "auditor"],
  /** Sign that one has looked at the fleet's firewalls. */
  "reviews.sign": ["owner", "admin", "responder"],
  /** How machines stood on past days, with what proves it. */
  "evidence.make": ["owner", "admin", "auditor"],
  /** How the server itself is: certificate, store, connections. */
  "system.read": ["owner", "admin", "auditor"],
  /** Have a tool's output read as the agent would. */
  "lab.use": ["owner", "admin", "responder"],
  /** The figures for a screen on a wall, and the links that let such screens see them. */
  "wall.read": EVERYBODY,
  "walls.manage": ["owner", "admin"],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

export function may(role: Role, permission: Permission): boolean {
  const holders: readonly Role[] = PERMISSIONS[permission];
  return holders.includes(role);
}

/** What the link of a screen on a wall allows, without anybody signed in. */
export const WALL_MAY: readonly Permission[] = ["wall.read"];

/** What each route asks for. A route that has no line here is refused to everybody; `public` needs no session. */
export const ROUTE_PERMISSIONS: Readonly<Record<string, Permission | "public">> = {
  "GET /": "public",
  "GET /*": "public",
  "GET /api/openapi.json": "public",
  "GET /health/live": "public",
  "GET /health/ready": "public",
  "GET /metrics": "public",
  "POST /api/v1/session": "public",
  "GET /api/v1/session": "session.own",
  "DELETE /api/v1/session": "session.own",
  "POST /api/v1/session/confirmation": "session.own",
  // What goes on between the first proof and the session rests on a cookie of its own.
  "GET /api/v1/sign-in": "public",
  "DELETE /api/v1/sign-in": "public",
  "POST /api/v1/sign-in/second-factor": "public",
  "POST /api/v1/sign-in/password-strength": "public",
  "POST /api/v1/sign-in/setup": "public",
  "GET /api/v1/account": "session.own",
  "PUT /api/v1/account/password": "session.own",
  "POST /api/v1/account/password-strength": "session.own",
  "POST /api/v1/account/second-factor/offer": "session.own",
  "PUT /api/v1/account/second-factor": "session.own",
  "DELETE /api/v1/account/second-factor": "session.own",
  "POST /api/v1/account/recovery-codes": "session.own",
  "DELETE /api/v1/account/sessions": "session.own",
  "DELETE /api/v1/account/sessions/:id": "session.own",
  "GET /api/v1/summary": "fleet.read",
  "GET /api/v1/trend": "fleet.read",
  "GET /api/v1/outlook": "fleet.read",
  "GET /api/v1/machines": "fleet.read",
  "GET /api/v1/machines/:id": "fleet.read",
  "GET /api/v1/machines/:id/timeline": "fleet.read",
  "GET /api/v1/machines/:id/timeline/density": "fleet.read",
  "POST /api/v1/machines/:id/retirement": "machines.retire",
  "GET /api/v1/flags": "fleet.read",
  "GET /api/v1/flags/work": "fleet.read",
  "POST /api/v1/flags/work": "flags.work",
  "POST /api/v1/checks": "machines.check",
  "GET /api/v1/machines.csv": "fleet.read",
  "GET /api/v1/machines.json": "fleet.read",
  "GET /api/v1/machines/facets": "fleet.read",
  "POST /api/v1/machines/tags": "machines.tag",
  "GET /api/v1/alerts": "fleet.read",
  "POST /api/v1/alerts/:id/acknowledge": "flags.work",
  "GET /api/v1/alert-channels": "messages.read",
  "POST /api/v1/alert-channels": "messages.configure",
  "PUT /api/v1/alert-channels/:id": "messages.configure",
  "DELETE /api/v1/alert-channels/:id": "messages.configure",
  "POST /api/v1/alert-channels/:id/test": "messages.configure",
  "GET /api/v1/alert-messages": "messages.read",
  "POST /api/v1/alert-messages/:id/replay": "messages.configure",
  "GET /api/v1/alert-settings": "messages.read",
  "PUT /api/v1/alert-settings": "messages.configure",
  "GET /api/v1/digests": "fleet.read",
  "GET /api/v1/digests/:id": "fleet.read",
  "POST /api/v1/digests/:id/retry": "messages.configure",
  "GET /api/v1/digest-lists": "messages.read",
  "POST /api/v1/digest-lists": "messages.configure",
  "PUT /api/v1/digest-lists/:id": "messages.configure",
  "DELETE /api/v1/digest-lists/:id": "messages.configure",
  "POST /api/v1/digest-previews": "messages.configure",
  "POST /api/v1/digest-lists/:id/test": "messages.configure",
  "GET /api/v1/conflicts": "fleet.read",
  "POST /api/v1/conflicts/:id/resolution": "machines.settle-doubts",
  "GET /api/v1/waivers": "fleet.read",
  "POST /api/v1/waivers": "waivers.request",
  "POST /api/v1/waivers/:id/decision": "waivers.decide",
  "GET /api/v1/policy": "fleet.read",
  "PUT /api/v1/policy": "policy.change",
  "GET /api/v1/policy/versions": "fleet.read",
  "GET /api/v1/policy/versions/:version": "fleet.read",
  "POST /api/v1/policy/check": "policy.rehearse",
  "POST /api/v1/policy/what-if": "policy.rehearse",
  "GET /api/v1/policy/what-if/:id": "policy.rehearse",
  "DELETE /api/v1/policy/what-if/:id": "policy.rehearse",
  "POST /api/v1/enrolment-links": "machines.enrol",
  "GET /api/v1/system": "system.read",
  "GET /api/v1/sites": "fleet.read",
  "GET /api/v1/parser-lab/sources": "lab.use",
  "POST /api/v1/parser-lab/readings": "lab.use",
  "GET /api/v1/wall": "wall.read",
  "GET /api/v1/wall-links": "walls.manage",
  "POST /api/v1/wall-links": "walls.manage",
  "DELETE /api/v1/wall-links/:id": "walls.manage",
  "GET /api/v1/operators": "operators.read",
  "POST /api/v1/operators": "operators.change",
  "PUT /api/v1/operators/:id": "operators.change",
  "POST /api/v1/operators/:id/invitation": "operators.change",
  "DELETE /api/v1/operators/:id/sessions": "operators.change",
  "GET /api/v1/firewall-reviews": "fleet.read",
  "GET /api/v1/firewall-reviews/next": "fleet.read",
  "POST /api/v1/firewall-reviews": "reviews.sign",
  "POST /api/v1/evidence": "evidence.make",
  "GET /api/v1/evidence": "evidence.make",
  "GET /api/v1/evidence/:id": "evidence.make",
  "GET /api/v1/evidence/:id/pack.json": "evidence.make",
  "GET /api/v1/evidence/:id/pack.csv": "evidence.make",
  "GET /api/v1/audit": "audit.read",
  "GET /api/v1/audit.csv": "audit.read",
  "GET /api/v1/audit.json": "audit.read",
};

/** What an operator's connection must be allowed for each event that the server sends to dashboards. */
export const EVENT_PERMISSIONS = {
  changed: "fleet.read",
  checks: "fleet.read",
  signedOut: "session.own",
} as const satisfies Record<string, Permission>;

/** Routes that an unattended browser or a stolen cookie would be worth it for: they ask for a fresh proof. */
export const CONFIRMED_ROUTES: readonly string[] = [
  "POST /api/v1/machines/:id/retirement",
  "PUT /api/v1/policy",
  "POST /api/v1/operators",
  "PUT /api/v1/operators/:id",
  "POST /api/v1/operators/:id/invitation",
  "POST /api/v1/account/second-factor/offer",
  "PUT /api/v1/account/second-factor",
  "DELETE /api/v1/account/second-factor",
  "POST /api/v1/account/recovery-codes",
];
