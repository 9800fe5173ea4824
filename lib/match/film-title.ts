/** A film as pages name it. */
export interface FilmName {
  mediaId: string;
  /** From the catalogue; null when it is not there. */
  title: string | null;
  year: number | null;
}

/** Agents of old guids and what people call them: https://support.plex.tv/articles/200265256 */
const AGENTS: Record<string, string> = {
  imdb: "IMDb",
  themoviedb: "TMDB",
  thetvdb: "TVDB",
};

/**
 * What a film is called: its title, or for one that the catalogue does not know a readable short form of its guid, such as
 * "IMDb tt0078788" or "Film 5d77…69f1".
 */
export function filmTitle(film: Pick<FilmName, "mediaId" | "title">): string {
  if (film.title) return film.title;
  const legacy = /^com\.plexapp\.agents\.(\w+):\/\/([^?/]+)/.exec(film.mediaId);
  if (legacy?.[1] && legacy[2]) return `${AGENTS[legacy[1]] ?? legacy[1]} ${legacy[2]}`;
  const last = film.mediaId.split(/[/?#]/).filter(Boolean).at(-1) ?? film.mediaId;
  const short = last.length > 12 ? `${last.slice(0, 4)}…${last.slice(-4)}` : last;
  return `Film ${short}`;
}
