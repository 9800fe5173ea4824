import type { Media } from "@/lib/match/media/media-schema";
import films from "./films.json";

/** Real films as a Plex library lists them: id, title, year, genres, length in minutes. */
export const FILMS: Media[] = films.map(([mediaId, title, year, genres, minutes]) => ({
  mediaId: mediaId as string,
  title: title as string,
  year: year as number,
  genres: genres as string[],
  durationMs: (minutes as number) * 60_000,
}));
