import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { databaseOf } from "@/lib/runtime/transaction";
import type { PlexServerSummary } from "./plex-server";
import { requirePlexAdmin } from "./plex-server-policy";

/** Every Plex server by space and age, or the one of the id; never a token. */
export async function listPlexServers(
  ctx: Context,
  input: { id?: string } = {},
): Promise<PlexServerSummary[]> {
  requirePlexAdmin(ctx.actor);
  const { rows } = await databaseOf(ctx).query<PlexServerSummary>(
    `select server.id, server.space_id as "spaceId", space.name as "spaceName", server.url, server.name, server.created_at as "createdAt", server.films,
       server.read_at as "readAt", server.due_at as "dueAt", server.started_at as "startedAt", server.done, server.total, server.problem
     from plex_server server join space on space.id = server.space_id
     where $1::text is null or server.id = $1 order by space.name, server.created_at, server.id limit $2`,
    [input.id ?? null, LIMITS.bulkRoomsMax],
  );
  return rows;
}
