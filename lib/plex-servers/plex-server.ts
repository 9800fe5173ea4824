/** A Plex Media Server of a space, as lists show it: everything but its token. */
export interface PlexServerSummary {
  id: string;
  spaceId: string;
  spaceName: string;
  /** http or https, a host and a port, without a path. */
  url: string;
  /** The server's own name; null until it was read. */
  name: string | null;
  createdAt: Date;
  /** The number of films and series that it has; null until it was read. */
  films: number | null;
  /** When its libraries were last read to the end. */
  readAt: Date | null;
  /** When they are read next. */
  dueAt: Date;
  /** When the reading under way started; null if there is none. */
  startedAt: Date | null;
  /** How many films this reading has stored so far, and how many the server has; `total` is null until that is known. */
  done: number;
  total: number | null;
  /** Why the last reading failed, in one sentence; null if it did not. */
  problem: string | null;
}

/** A film or a series of a library. */
export interface LibraryFilm {
  /** The id of the film on its server. */
  ratingKey: string;
  /** The id that MovieMatch uses, such as plex://movie/5d776b59 or com.plexapp.agents.imdb://tt0078788?lang=en. */
  guid: string;
  /** Its ids in other catalogues, such as imdb:tt0078788. */
  externalIds: string[];
  title: string;
  year: number | null;
  summary: string | null;
  genres: string[];
  durationMs: number | null;
  /** From 0 to 10. */
  rating: number | null;
  /** The path of its poster on its server. */
  posterPath: string | null;
  addedAt: string | null;
  /** Whether the account of the token has seen it. */
  isSeen: boolean;
}

/** The row and column that the sealed token is bound to. */
export const tokenPlace = (id: string) => `plex_server.token/${id}`;

/** The host and port of a server, which the log and the audit rows may name. */
export function hostOfServer(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "";
}
