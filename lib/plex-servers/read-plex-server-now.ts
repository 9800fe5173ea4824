import type { Context } from "@/lib/runtime/context";
import { actOnPlexServer } from "./act-on-plex-server";

/** Makes a Plex server due, so that the job reads it within seconds. Throws `not_found`. */
export async function readPlexServerNow(
  ctx: Context,
  { id }: { id: string },
): Promise<{ url: string; name: string | null }> {
  return actOnPlexServer(ctx, { id, action: "plex-server.read" }, (db) =>
    db.query("update plex_server set due_at = now() where id = $1", [id]),
  );
}
