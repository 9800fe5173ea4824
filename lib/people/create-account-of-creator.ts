import type { Queryable } from "@/lib/db/queryable";

/**
 * Creates an account for a Plex id that opened rooms and never signed in, with the name from its newest room. Does nothing if the account
 * exists, or if the Plex id opened no room.
 */
export async function createAccountOfCreator(db: Queryable, plexId: string): Promise<void> {
  await db.query(
    `insert into person (id, username, name)
     select owner_id, creator_name, creator_name from room where owner_id = $1
     order by last_activity_at desc, id limit 1
     on conflict (id) do nothing`,
    [plexId],
  );
}
