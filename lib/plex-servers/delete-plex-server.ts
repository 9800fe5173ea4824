import type { Context } from "@/lib/runtime/context";
import { actOnPlexServer } from "./act-on-plex-server";

/** Removes a Plex server with its token. The names that it gave to films stay. Throws `not_found`. */
export async function deletePlexServer(
  ctx: Context,
  { id }: { id: string },
): Promise<{ url: string; name: string | null }> {
  return actOnPlexServer(ctx, { id, action: "plex-server.delete" }, (db) =>
    db.query("delete from plex_server where id = $1", [id]),
  );
}
