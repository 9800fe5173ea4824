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
    `select p.id, p.space_id as "spaceId", s.name as "spaceName", p.url, p.name, p.created_at as "createdAt", p.films,
       p.read_at as "readAt", p.due_at as "dueAt", p.started_at as "startedAt", p.done, p.total, p.problem
     from plex_server p join space s on s.id = p.space_id
     where $1::text is null or p.id = $1 order by s.name, p.created_at, p.id limit $2`,
    [input.id ?? null, LIMITS.bulkRoomsMax],
  );
  return rows;
}
