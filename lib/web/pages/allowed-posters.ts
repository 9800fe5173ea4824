import { env } from "@/lib/runtime/env";

/** Posters of Plex servers are fetched by Roomkeeper. A game server cannot send such an address, because it must be http or https. */
const OWN_POSTERS = "/api/posters/";

/**
 * Removes posters from films unless Roomkeeper itself serves them or the operator allowed their origin (POSTER_ORIGINS); those films get a drawn poster. The game server
 * chooses the address, and a viewer's browser would tell that host about every visit of the page.
 */
export function withAllowedPosters<Film extends { posterUrl: string | null }>(
  films: readonly Film[],
  origins: readonly string[] = env().posterOrigins,
): Film[] {
  return films.map((film) => ({
    ...film,
    posterUrl: isAllowed(film.posterUrl, origins) ? film.posterUrl : null,
  }));
}

function isAllowed(address: string | null, origins: readonly string[]): boolean {
  if (address?.startsWith(OWN_POSTERS)) return true;
  if (address === null || !URL.canParse(address)) return false;
  const { protocol, origin, username, password } = new URL(address);
  return protocol === "https:" && !username && !password && origins.includes(origin);
}
