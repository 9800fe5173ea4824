/** The catalogues whose ids Plex uses, by their names in legacy guids and in the `Guid` children of modern ones. */
const CATALOGUES: Readonly<Record<string, string>> = {
  imdb: "imdb",
  tmdb: "tmdb",
  themoviedb: "tmdb",
  tvdb: "tvdb",
  thetvdb: "tvdb",
};

/**
 * The id in another catalogue that a guid of Plex contains, such as imdb:tt0078788; null if it contains none. Legacy agents write
 * com.plexapp.agents.imdb://tt0078788?lang=en, and the `Guid` children of plex://movie guids imdb://tt0078788.
 */
export function externalIdOf(guid: string): string | null {
  const [, name = "", id] = /^(?:com\.plexapp\.agents\.)?(\w+):\/\/([^/?#]+)/.exec(guid) ?? [];
  const catalogue = Object.hasOwn(CATALOGUES, name) ? CATALOGUES[name] : undefined;
  return catalogue && id ? `${catalogue}:${id}` : null;
}
