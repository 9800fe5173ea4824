/** A film with its title, for pages. */
export interface FilmName {
  mediaId: string;
  /** From the catalogue; null if the film is not in it. */
  title: string | null;
  year: number | null;
}

/** The names of the metadata agents in Plex's legacy guids: https://support.plex.tv/articles/200265256 */
const AGENTS: Record<string, string> = {
  imdb: "IMDb",
  themoviedb: "TMDB",
  thetvdb: "TVDB",
};

/** The title of a film. If it is not in the catalogue, a short form of its guid, such as "IMDb tt0078788" or "Film 5d77…69f1". */
export function filmTitle(film: Pick<FilmName, "mediaId" | "title">): string {
  if (film.title) return film.title;
  const legacy = /^com\.plexapp\.agents\.(\w+):\/\/([^?/]+)/.exec(film.mediaId);
  if (legacy?.[1] && legacy[2]) return `${AGENTS[legacy[1]] ?? legacy[1]} ${legacy[2]}`;
  const last = film.mediaId.split(/[/?#]/).filter(Boolean).at(-1) ?? film.mediaId;
  const short = last.length > 12 ? `${last.slice(0, 4)}…${last.slice(-4)}` : last;
  return `Film ${short}`;
}
