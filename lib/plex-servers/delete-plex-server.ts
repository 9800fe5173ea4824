import type { Context } from "@/lib/runtime/context";
import { actOnPlexServer } from "./act-on-plex-server";
import { nameFilms } from "./name-films";

/**
 * Removes a Plex server with its token. The names that it gave to films stay, and so do the posters that were fetched. What only the
 * server could tell goes: whether a film was seen there, and posters that were not fetched. Throws `not_found`.
 */
export async function deletePlexServer(
  ctx: Context,
  { id }: { id: string },
): Promise<{ url: string; name: string | null }> {
  const server = await actOnPlexServer(
    ctx,
    { id, action: "plex-server.delete" },
    async (db, { spaceId }) => {
      await db.query("delete from plex_server where id = $1", [id]);
      await db.query(FORGET, [spaceId]);
    },
  );
  // The other servers of the space say again what they know.
  await nameFilms(ctx.services, server.spaceId);
  return server;
}

const FORGET = `update media set is_seen = false, poster_id = fetched.id
  from media as same left join poster as fetched on fetched.id = same.poster_id and fetched.bytes is not null
  where same.space_id = $1 and same.plex_facts is not null and (same.is_seen or same.poster_id is distinct from fetched.id)
    and media.space_id = same.space_id and media.media_id = same.media_id`;
