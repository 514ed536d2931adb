import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { z } from "zod";
import { isSignInRequired } from "./api/problem-error.ts";
import { sessionQuery, summaryQuery } from "./api/queries.ts";
import { AuditSearch } from "./pages/audit/audit-search.ts";
import { EvidenceSearch } from "./pages/evidence/evidence-search.ts";
import { FlagsSearch } from "./pages/flags/flags-search.ts";
import { Frame } from "./pages/frame/frame.tsx";
import { LostPage } from "./pages/frame/lost-page.tsx";
import { PageFailure } from "./pages/frame/page-failure.tsx";
import { IncidentsSearch } from "./pages/incidents/incidents-search.ts";
import { LabSearch } from "./pages/lab/lab-search.ts";
import { MachineSearch } from "./pages/machine/machine-search.ts";
import { MachinesSearch } from "./pages/machines/machines-search.ts";
import { OverviewSearch } from "./pages/overview/overview-search.ts";
import { NewWaiverSearch, WaiversSearch } from "./pages/waivers/waivers-search.ts";
import { WallSearch } from "./pages/wall/wall-search.ts";

const PolicyVersionNumber = z.coerce.number().int().positive();

type Context = { queries: QueryClient };

const rootRoute = createRootRouteWithContext<Context>()({ component: Outlet });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("./pages/sign-in/sign-in-page.tsx"), "SignInPage"),
});

/** Without the frame: a screen on a wall has nobody signed in and nobody who would press anything. */
const wallRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/wall",
  validateSearch: WallSearch,
  component: lazyRouteComponent(() => import("./pages/wall/wall-page.tsx"), "WallPage"),
});

const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "frame",
  component: Frame,
  beforeLoad: async ({ context }) => {
    // Started together with the session's check: the first page needs it in any case.
    void context.queries.prefetchQuery(summaryQuery);
    try {
      await context.queries.ensureQueryData(sessionQuery);
    } catch (error) {
      if (isSignInRequired(error)) throw redirect({ to: "/sign-in" });
      throw error;
    }
  },
});

const overviewRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/",
  validateSearch: OverviewSearch,
  component: lazyRouteComponent(() => import("./pages/overview/overview-page.tsx"), "OverviewPage"),
});
const machinesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/machines",
  validateSearch: MachinesSearch,
  component: lazyRouteComponent(() => import("./pages/machines/machines-page.tsx"), "MachinesPage"),
});
const machineRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/machines/$id",
  validateSearch: MachineSearch,
  component: lazyRouteComponent(() => import("./pages/machine/machine-page.tsx"), "MachinePage"),
});
const flagsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/flags",
  validateSearch: FlagsSearch,
  component: lazyRouteComponent(() => import("./pages/flags/flags-page.tsx"), "FlagsPage"),
});
const alertsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/alerts",
  component: lazyRouteComponent(() => import("./pages/alerts/alerts-page.tsx"), "AlertsPage"),
});
const digestsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/digests",
  component: lazyRouteComponent(() => import("./pages/digests/digests-page.tsx"), "DigestsPage"),
});
const digestRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/digests/$id",
  component: lazyRouteComponent(() => import("./pages/digests/digest-page.tsx"), "DigestPage"),
});
const digestListRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/digests/lists/$id",
  component: lazyRouteComponent(() => import("./pages/digests/list-page.tsx"), "ListPage"),
});
const policyRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/policy",
  component: lazyRouteComponent(() => import("./pages/policy/policy-page.tsx"), "PolicyPage"),
});
const editPolicyRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/policy/edit",
  component: lazyRouteComponent(() => import("./pages/policy/edit-page.tsx"), "EditPolicyPage"),
});
const policyVersionRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/policy/versions/$version",
  params: {
    parse: ({ version }) => ({ version: PolicyVersionNumber.parse(version) }),
    stringify: ({ version }) => ({ version: String(version) }),
  },
  validateSearch: z.object({ against: PolicyVersionNumber.optional() }),
  component: lazyRouteComponent(() => import("./pages/policy/version-page.tsx"), "VersionPage"),
});
const waiversRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/waivers",
  validateSearch: WaiversSearch,
  component: lazyRouteComponent(() => import("./pages/waivers/waivers-page.tsx"), "WaiversPage"),
});
const newWaiverRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/waivers/new",
  validateSearch: NewWaiverSearch,
  component: lazyRouteComponent(() => import("./pages/waivers/new-waiver-page.tsx"), "NewWaiverPage"),
});
const conflictsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/conflicts",
  component: lazyRouteComponent(() => import("./pages/conflicts/conflicts-page.tsx"), "ConflictsPage"),
});
const enrolRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/enrol",
  component: lazyRouteComponent(() => import("./pages/enrol/enrol-page.tsx"), "EnrolPage"),
});

const operatorsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/operators",
  component: lazyRouteComponent(() => import("./pages/operators/operators-page.tsx"), "OperatorsPage"),
});

const auditRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/audit",
  validateSearch: AuditSearch,
  component: lazyRouteComponent(() => import("./pages/audit/audit-page.tsx"), "AuditLogPage"),
});

const incidentsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/incidents",
  validateSearch: IncidentsSearch,
  component: lazyRouteComponent(() => import("./pages/incidents/incidents-page.tsx"), "IncidentsPage"),
});
const incidentRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/incidents/$id",
  component: lazyRouteComponent(() => import("./pages/incidents/incident-page.tsx"), "IncidentPage"),
});
const evidenceRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/evidence",
  validateSearch: EvidenceSearch,
  component: lazyRouteComponent(() => import("./pages/evidence/evidence-page.tsx"), "EvidencePage"),
});
const reviewsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/reviews",
  component: lazyRouteComponent(() => import("./pages/reviews/reviews-page.tsx"), "ReviewsPage"),
});
const evidencePackRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/evidence/$id",
  component: lazyRouteComponent(() => import("./pages/evidence/pack-page.tsx"), "EvidencePackPage"),
});

const accountRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/account",
  component: lazyRouteComponent(() => import("./pages/account/account-page.tsx"), "AccountPage"),
});

const labRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/lab",
  validateSearch: LabSearch,
  component: lazyRouteComponent(() => import("./pages/lab/lab-page.tsx"), "LabPage"),
});

const settingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/settings",
  component: lazyRouteComponent(() => import("./pages/settings/settings-page.tsx"), "SettingsPage"),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  wallRoute,
  frameRoute.addChildren([
    overviewRoute,
    machinesRoute,
    machineRoute,
    flagsRoute,
    alertsRoute,
    digestsRoute,
    digestRoute,
    digestListRoute,
    policyRoute,
    editPolicyRoute,
    policyVersionRoute,
    waiversRoute,
    newWaiverRoute,
    conflictsRoute,
    enrolRoute,
    operatorsRoute,
    accountRoute,
    auditRoute,
    reviewsRoute,
    incidentsRoute,
    incidentRoute,
    evidenceRoute,
    evidencePackRoute,
    labRoute,
    settingsRoute,
  ]),
]);

export function createDashboardRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    defaultPreload: "intent",
    // What a page shows is the query cache's business; the router keeps nothing of its own.
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultErrorComponent: PageFailure,
    defaultNotFoundComponent: LostPage,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createDashboardRouter>;
  }
}
