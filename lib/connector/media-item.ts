import { LIMITS } from "@/lib/core/limits";
import { isStorableText } from "@/lib/core/text";
import type { Media } from "@/lib/match/media/media-schema";
import type { GameContext, GameMedia } from "./upstream";

const GENRES_MAX = 50;
const GENRE_UNITS_MAX = 100;
const ADDRESS_UNITS_MAX = 2_048;

/**
 * A film as the catalogue takes it; null if it has no title. What the catalogue would refuse is left out, so that one odd film does not hold
 * up the others.
 * @param base the address of MovieMatch, whose posters and links are paths
 */
export function mediaItem(film: GameMedia, base: string | undefined): Media | null {
  const { id, title } = film;
  if (!isText(id) || id.length > LIMITS.mediaIdUnitsMax || !isText(title)) return null;
  return {
    mediaId: id,
    title: title.slice(0, LIMITS.mediaTitleUnitsMax),
    year: isWhole(film.year, 1800, 2200) ? film.year : null,
    posterUrl: addressOf(film.posterUrl, base),
    linkUrl: addressOf(film.linkUrl, base),
    genres: genresOf(film.genres),
    durationMs: isWhole(film.duration, 1, LIMITS.mediaDurationMsMax) ? film.duration : null,
  };
}

function genresOf(genres: unknown): string[] {
  if (!Array.isArray(genres)) return [];
  return genres
    .filter((genre) => isText(genre) && genre.length <= GENRE_UNITS_MAX)
    .slice(0, GENRES_MAX);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && isStorableText(value);
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

function addressOf(path: unknown, base: string | undefined): string | null {
  if (!isText(path)) return null;
  const isWhole = /^https?:\/\//i.test(path);
  if (!isWhole && base === undefined) return null;
  const address = isWhole ? path : `${base}${path.startsWith("/") ? "" : "/"}${path}`;
  if (!URL.canParse(address) || address.length > ADDRESS_UNITS_MAX) return null;
  return /^https?:$/.test(new URL(address).protocol) ? address : null;
}

/** Addresses on which a server listens, but at which no other machine reaches it. */
const NOWHERE = new Set(["0.0.0.0", "::", "[::]", "127.0.0.1", "::1", "localhost", ""]);

/**
 * The address at which people reach MovieMatch: as it was set or, if MovieMatch listens on one name or address only, that one. Undefined if it
 * is not known.
 */
export function addressOfGame(set: string | undefined, context?: GameContext): string | undefined {
  if (set !== undefined) return set.replace(/\/+$/, "");
  const { hostname, port, rootPath, tlsConfig } = context?.config ?? {};
  if (typeof hostname !== "string" || NOWHERE.has(hostname)) return undefined;
  const root = typeof rootPath === "string" ? rootPath.replace(/\/+$/, "") : "";
  return `${tlsConfig ? "https" : "http"}://${hostname}:${port}${root}`;
}
