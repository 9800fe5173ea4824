import { containsText } from "@/lib/core/contains-text";
import { LIMITS } from "@/lib/core/limits";
import { requireAdminActor } from "@/lib/core/person-policy";
import { isTooLong, searchText } from "@/lib/core/search-text";
import type { Context } from "@/lib/runtime/context";

/** A person who opened rooms in the game and never signed in to Roomkeeper. */
export interface UnseenOwner {
  /** The Plex id. */
  id: string;
  /** The owner's name in the newest room. */
  name: string;
  /** How many open rooms the person has. */
  rooms: number;
}

/**
 * Lists owners of rooms who have no account, by Plex id. The query jumps from one id to the next in the index, so that its cost does
 * not depend on the number of rooms, and reads at most `LIMITS.countedRowsMax` ids for a page.
 */
export async function listUnseenOwners(
  ctx: Context,
  input: { search?: string; after?: string } = {},
): Promise<{ items: UnseenOwner[]; next: string | null }> {
  requireAdminActor(ctx.actor);
  const search = searchText(input.search ?? "");
  const limit = LIMITS.pageItemsDefault;
  const { rows } = await ctx.services.pool.query<UnseenOwner>(
    `with recursive owner (id, step) as (
       (select owner_id, 1 from room where owner_id > $1 order by owner_id limit 1)
       union all
       select next_owner.owner_id, owner.step + 1 from owner cross join lateral (
         select owner_id from room where owner_id > owner.id order by owner_id limit 1
       ) next_owner where owner.step < $2
     )
     select owner.id, newest.creator_name as name,
       (select count(*)::int from (
         select 1 from room own_room where own_room.owner_id = owner.id and own_room.trashed_at is null limit $2) open) as rooms
     from owner cross join lateral (
       select creator_name from room where owner_id = owner.id
       order by last_activity_at desc, id limit 1
     ) newest
     where not exists (select 1 from person where person.id = owner.id)
       and not $4::boolean and ($3 = '' or owner.id = $3 or ${containsText("newest.creator_name", "$3")})
     limit $5`,
    [input.after ?? "", LIMITS.countedRowsMax, search, isTooLong(search), limit + 1],
  );
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
