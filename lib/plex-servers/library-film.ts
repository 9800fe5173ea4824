import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { externalIdOf } from "./external-id";
import type { LibraryFilm } from "./plex-server";

const text = z.string().transform(storable);
const tags = z
  .array(z.object({ tag: text }))
  .transform((all) => all.map(({ tag }) => tag))
  .catch([]);

/** A film as a Plex Media Server describes it. Fields that are not what they should be count as missing. */
const Metadata = z.object({
  ratingKey: z.coerce.string().regex(/^\d{1,20}$/),
  guid: text.pipe(z.string().min(1).max(LIMITS.mediaIdUnitsMax)),
  title: text.pipe(z.string().min(1)),
  year: z.int().min(1800).max(2200).nullable().catch(null),
  summary: text.nullable().catch(null),
  duration: z.int().min(1).max(LIMITS.mediaDurationMsMax).nullable().catch(null),
  rating: z.number().min(0).max(10).nullable().catch(null),
  audienceRating: z.number().min(0).max(10).nullable().catch(null),
  thumb: z.string().nullable().catch(null),
  addedAt: z.int().min(1).max(4_102_444_800).nullable().catch(null),
  viewCount: z.int().min(0).catch(0),
  Genre: tags,
  Guid: z
    .array(z.object({ id: text }))
    .transform((all) => all.map(({ id }) => id))
    .catch([]),
});

/** Reads one film of a library; null if it has no id or no title. */
export function libraryFilmOf(given: unknown): LibraryFilm | null {
  const parsed = Metadata.safeParse(given);
  if (!parsed.success) return null;
  const film = parsed.data;
  const ids = [film.guid, ...film.Guid.slice(0, 20)].map(externalIdOf).filter((id) => id !== null);
  return {
    ratingKey: film.ratingKey,
    guid: film.guid,
    externalIds: [...new Set(ids)],
    title: cut(film.title, LIMITS.mediaTitleUnitsMax),
    year: film.year,
    summary: film.summary ? cut(film.summary, LIMITS.filmSummaryUnitsMax) : null,
    genres: film.Genre.filter(Boolean)
      .slice(0, LIMITS.filmGenresMax)
      .map((genre) => cut(genre, LIMITS.filmGenreUnitsMax)),
    durationMs: film.duration,
    rating: film.rating ?? film.audienceRating,
    posterPath: posterPathOf(film.thumb),
    addedAt: film.addedAt === null ? null : new Date(film.addedAt * 1000).toISOString(),
    isSeen: film.viewCount > 0,
  };
}

/** A poster is fetched from its own server only, so an address elsewhere counts as none. */
function posterPathOf(thumb: string | null): string | null {
  return thumb !== null && /^\/library\/metadata\/[\w/-]{1,200}$/.test(thumb) ? thumb : null;
}

function storable(given: string): string {
  return given.replaceAll("\0", "").toWellFormed().trim();
}

/** Cuts a text without leaving half a surrogate pair. */
function cut(given: string, unitsMax: number): string {
  return given.slice(0, unitsMax).replace(/[\ud800-\udbff]$/, "");
}
