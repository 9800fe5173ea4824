import sql, { join, raw, type Sql } from "sql-template-tag";
import type { Actor } from "@/lib/core/actor";
import { containsValue } from "@/lib/core/contains-text";
import { RoomkeeperError } from "@/lib/core/errors";
import { isTooLong } from "@/lib/core/search-text";
import type { Context } from "@/lib/runtime/context";
import type { RoomsFilter } from "./rooms-filter";

/** For how many minutes after its last write a room with recent ratings counts as in use. */
export const LIVE_MINUTES = 5;

/** For how many minutes after its last rating a room has recent ratings. */
const SITTING_MINUTES = 30;

/** The SQL text for whether anybody has used a room `r`. Match rooms count ratings; of other rooms, the last activity is later than their opening. */
export const IS_USED = "coalesce(room.rating_count > 0, room.last_activity_at > room.created_at)";

/**
 * The SQL condition that a room is in use at the time `asOf`: it was written to in the last LIVE_MINUTES and used in the last
 * SITTING_MINUTES, or a lease says that people are connected. A room with old ratings that was just copied is not in use, and neither is
 * a room that was just opened.
 */
export function liveCondition(asOf = sql`now()`): Sql {
  return sql`((${raw(IS_USED)} and room.touched_at > ${asOf} - make_interval(mins => ${LIVE_MINUTES})
    and room.last_activity_at > ${asOf} - make_interval(mins => ${SITTING_MINUTES}))
    or exists (select 1 from room_lease held where held.space_id = room.space_id and held.room_id = room.id
      and held.connections > 0 and held.expires_at > ${asOf}))`;
}

/** A room that expires within this number of days counts as leaving. */
export const LEAVING_DAYS = 7;

/**
 * The SQL condition that an open room expires within a week of `asOf`. Rooms in use are excluded, because each write postpones their
 * expiry.
 */
export function leavingCondition(asOf = sql`now()`): Sql {
  return sql`(room.trashed_at is null and room.expires_at > ${asOf}
    and room.expires_at <= ${asOf} + make_interval(days => ${LEAVING_DAYS})
    and not ${liveCondition(asOf)})`;
}

/** The condition of a filter that excludes no room. */
const EVERY = sql`true`;

const FILMS_MAX = 200;

/** The SQL condition that the room's name, its owner's name or the title of a film that was rated in it contains the text. */
function searchCondition(text: string): Sql {
  if (isTooLong(text)) return sql`false`;
  return sql`(${containsValue("room.name", text)} or ${containsValue("room.creator_name", text)}
    or exists (select 1 from ${filmsFound("room", text)}))`;
}

/** The rows of `media` that were rated in a room and whose titles contain the text. */
function filmsFound(room: "room" | "page", text: string): Sql {
  const alias = raw(room);
  return sql`room_rating rating join media on media.space_id = rating.space_id and media.media_id = rating.media_id
    where rating.space_id = ${alias}.space_id and rating.room_id = ${alias}.id and rating.value is not null
      and ${containsValue("media.title", text)}
      and rating.media_id = any (array(
        select distinct film.media_id from media film where ${containsValue("film.title", text)} limit ${FILMS_MAX}))`;
}

/**
 * SQL columns that say why a search found a room whose name does not contain the text: the owner's name if it contains the text,
 * otherwise the title of a film. Both are null if the name contains the text or if there is no search.
 */
export function foundColumns(room: "room" | "page", text: string): Sql {
  if (text === "" || isTooLong(text)) return sql`null as "foundOwner", null as "foundFilm"`;
  const isNamed = containsValue(`${room}.name`, text);
  const isOwned = containsValue(`${room}.creator_name`, text);
  return sql`case when not ${isNamed} and ${isOwned} then ${raw(room)}.creator_name end as "foundOwner",
    case when not ${isNamed} and not ${isOwned} then (
      select media.title from ${filmsFound(room, text)} order by media.title limit 1) end as "foundFilm"`;
}

const STATUS: Record<RoomsFilter["status"], Sql> = {
  open: sql`is_open(room)`,
  locked: sql`is_open(room) and room.locked_at is not null`,
  trash: sql`not is_open(room)`,
  any: EVERY,
};

const ACTIVITY: Record<RoomsFilter["activity"], Sql> = {
  any: EVERY,
  now: liveCondition(),
  week: sql`${raw(IS_USED)} and room.last_activity_at > now() - interval '7 days'`,
  month: sql`${raw(IS_USED)} and room.last_activity_at > now() - interval '30 days'`,
  quiet: sql`room.last_activity_at <= now() - interval '30 days'`,
  never: sql`not ${raw(IS_USED)}`,
};

/** The SQL condition for the rooms that an actor may list: their own, or everyone's if an admin asks for them. */
export function ownershipCondition(actor: Actor, whose: RoomsFilter["whose"]): Sql {
  if (actor.kind !== "person") {
    throw new RoomkeeperError("unauthorized", "Sign in to manage rooms.");
  }
  if (actor.banned) {
    throw new RoomkeeperError("banned", "This account may not manage rooms here.");
  }
  if (whose === "everyone" && actor.role === "admin") return EVERY;
  return sql`room.owner_id = ${actor.id}`;
}

/**
 * The SQL condition on `room r` for the rooms that match a filter and that the actor may see. An owner who asks for everyone's rooms gets
 * their own. Throws `unauthorized` or `banned` if the actor may not see any room.
 */
export function roomsWhere(ctx: Context, filter: RoomsFilter): Sql {
  const conditions = [
    ownershipCondition(ctx.actor, filter.whose),
    sql`room.kind = any (${ctx.services.kinds})`,
    STATUS[filter.status],
    ACTIVITY[filter.activity],
  ];
  if (filter.kind !== "any") conditions.push(sql`room.kind = ${filter.kind}`);
  if (filter.type === "other") {
    conditions.push(sql`room.room_type not in ('standard', 'unanimous', 'solo', 'async')`);
  } else if (filter.type !== "any") {
    conditions.push(sql`room.room_type = ${filter.type}`);
  }
  if (filter.q) conditions.push(searchCondition(filter.q));
  return join(
    conditions.filter((condition) => condition !== EVERY),
    " and ",
  );
}
