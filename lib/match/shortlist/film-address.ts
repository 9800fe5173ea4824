/** Plex gives films of its own catalogue such guids: plex://movie/5d776b59ad5437001f79c6f8, also with show, season and episode. */
const PLEX_GUID = /^plex:\/\/(?:movie|show|season|episode)\/([0-9a-f]{24})$/;

/** The address of a film in Plex's web app, from its guid alone; null for guids that Plex's catalogue does not know, such as those of legacy agents. */
export function plexAddress(mediaId: string): string | null {
  const id = PLEX_GUID.exec(mediaId)?.[1];
  if (!id) return null;
  const key = encodeURIComponent(`/library/metadata/${id}`);
  return `https://app.plex.tv/desktop/#!/provider/tv.plex.provider.discover/details?key=${key}`;
}
