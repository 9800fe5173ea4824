import { LIMITS } from "@/lib/core/limits";
import type { RatingEntry } from "./room";
import { splitRatings } from "./split-room";

/** Splits ratings into parts that fit into one request. There is always at least one part. */
export function ratingParts(
  ratings: Record<string, RatingEntry[]>,
): Record<string, RatingEntry[]>[] {
  const { mediaId, userName, value, atMs } = splitRatings(ratings);
  const parts: Record<string, RatingEntry[]>[] = [];
  for (let from = 0; from === 0 || from < mediaId.length; from += LIMITS.ratingsPerAppendMax) {
    const films = new Map<string, RatingEntry[]>();
    const to = Math.min(from + LIMITS.ratingsPerAppendMax, mediaId.length);
    for (let index = from; index < to; index += 1) {
      const film = films.get(mediaId[index] ?? "") ?? [];
      film.push([userName[index] ?? "", value[index] ?? "", atMs[index] ?? 0]);
      films.set(mediaId[index] ?? "", film);
    }
    parts.push(Object.fromEntries(films));
  }
  return parts;
}
