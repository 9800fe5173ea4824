import type { Services } from "@/lib/runtime/services";
import { hashOfToken, isToken } from "./group-link";

/** A link that is on, and the room that it shows. */
export interface OpenLink {
  spaceId: string;
  roomId: string;
  roomType: string;
  showsNames: boolean;
  /** Differs after every change of the room, its marks and the link. */
  tag: string;
}

/**
 * Finds the room that a link shows to everybody. Null if it shows nothing: nobody made such a link, it was switched off or is over, its
 * room is not open or is locked by somebody else than its owner, or whoever made it is banned.
 */
export async function readGroupLink(services: Services, token: string): Promise<OpenLink | null> {
  if (!isToken(token)) return null;
  // An owner cannot change a room that an admin has locked, not even to switch its link off.
  const { rows } = await services.pool.query<OpenLink>(
    `select room.space_id as "spaceId", room.id as "roomId", room.room_type as "roomType", link.shows_names as "showsNames",
       left(encode(sha256(convert_to(concat_ws('/', encode(link.token_hash, 'hex'), room.version, link.shows_names,
         (select concat(count(*), ' ', max(watched_at)) from room_watched_film watched
          where watched.space_id = room.space_id and watched.room_id = room.id),
         (select concat(picked.media_id, ' ', picked.picked_at) from room_picked_film picked
          where picked.space_id = room.space_id and picked.room_id = room.id and picked.ends_at > clock_timestamp())), 'UTF8')), 'hex'), 32) as tag
     from room_link link join room on room.space_id = link.space_id and room.id = link.room_id
     left join person maker on maker.id = link.made_by_id
     where link.token_hash = $1 and link.off_at is null and link.ends_at > clock_timestamp() and maker.banned_at is null
       and is_open(room, clock_timestamp()) and room.kind = 'match' and room.kind = any ($2)
       and (room.locked_by is null or room.locked_by = room.owner_id)`,
    [hashOfToken(token), services.kinds],
  );
  return rows[0] ?? null;
}
