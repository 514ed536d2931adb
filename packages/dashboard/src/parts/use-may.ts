import { may, type Permission } from "@muster/shared/permissions.ts";
import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../api/queries.ts";

/** Whether whoever is signed in may do something, by the same table that the server asks. */
export function useMay(permission: Permission): boolean {
  const { data: session } = useQuery(sessionQuery);
  return session !== undefined && may(session.role, permission);
}
