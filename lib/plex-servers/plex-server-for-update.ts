import type { PoolClient } from "pg";
import { RoomkeeperError } from "@/lib/core/errors";

export interface LockedPlexServer {
  id: string;
  spaceId: string;
  url: string;
  name: string | null;
  tokenSealed: string;
}

/** Reads a Plex server and locks its row until the end of the transaction. Throws `not_found`. */
export async function readPlexServerForUpdate(
  db: PoolClient,
  id: string,
): Promise<LockedPlexServer> {
  const { rows } = await db.query<LockedPlexServer>(
    `select id, space_id as "spaceId", url, name, token_sealed as "tokenSealed"
     from plex_server where id = $1 for no key update`,
    [id],
  );
  const [server] = rows;
  if (!server) throw new RoomkeeperError("not_found", "There is no such Plex server.");
  return server;
}
