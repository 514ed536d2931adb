import { may } from "@muster/shared/permissions.ts";
import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../../api/queries.ts";
import { PLACES, type Place } from "./places.ts";

/** Where whoever is signed in may go. */
export function usePlaces(): readonly Place[] {
  const { data: session } = useQuery(sessionQuery);
  return session === undefined ? [] : PLACES.filter((place) => may(session.role, place.needs));
}
