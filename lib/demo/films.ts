import type { Media } from "@/lib/match/media/media-schema";
import films from "./films.json";

/** Real films as a Plex library lists them: id, title, year, genres. */
export const FILMS: Media[] = films.map(([mediaId, title, year, genres]) => ({
  mediaId: mediaId as string,
  title: title as string,
  year: year as number,
  genres: genres as string[],
}));
