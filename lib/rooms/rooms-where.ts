import type { Actor } from "@/lib/core/actor";
import { containsText } from "@/lib/core/contains-text";
import { RoomkeeperError } from "@/lib/core/errors";
import { isTooLong } from "@/lib/core/search-text";
import type { Context } from "@/lib/runtime/context";
import type { RoomsFilter } from "./rooms-filter";

/** For how many minutes after its last write a room with recent ratings counts as in use. */
export const LIVE_MINUTES = 5;

/** For how many minutes after its last rating a room has recent ratings. */
const SITTING_MINUTES = 30;

/**
 * The SQL condition that a room is in use at the time `asOf`: it was written to in the last LIVE_MINUTES and rated in the last
 * SITTING_MINUTES, or a lease says that people are connected. A room with old ratings that was just copied is not in use, and neither is
 * a room that was just opened.
 */
export function liveCondition(asOf = "now()"): string {
  return `((coalesce(r.rating_count, 0) > 0 and r.touched_at > ${asOf} - make_interval(mins => ${LIVE_MINUTES})
    and r.last_activity_at > ${asOf} - make_interval(mins => ${SITTING_MINUTES}))
    or exists (select 1 from room_lease held where held.space_id = r.space_id and held.room_id = r.id
      and held.connections > 0 and held.expires_at > ${asOf}))`;
}

/** A room that expires within this number of days counts as leaving. */
export const LEAVING_DAYS = 7;

/**
 * The SQL condition that an open room expires within a week of `asOf`. Rooms in use are excluded, because each write postpones their
 * expiry.
 */
export function leavingCondition(asOf = "now()"): string {
  return `(r.trashed_at is null and r.expires_at > ${asOf}
    and r.expires_at <= ${asOf} + make_interval(days => ${LEAVING_DAYS})
    and not ${liveCondition(asOf)})`;
}

/** Collects the values of a statement; `add` returns the placeholder. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}

const FILMS_MAX = 200;

/** The SQL condition that the room's name, its owner's name or the title of a film that was rated in it contains the text. */
function searchCondition(text: string, values: Values): string {
  if (isTooLong(text)) return "false";
  const search = values.add(text);
  return `(${containsText("r.name", search)} or ${containsText("r.creator_name", search)}
    or exists (select 1 from ${filmsFound("r", search)}))`;
}

/** The films `m` that were rated in a room and whose titles contain the text at the placeholder `search`. */
function filmsFound(room: string, search: string): string {
  return `room_rating x join media m on m.space_id = x.space_id and m.media_id = x.media_id
    where x.space_id = ${room}.space_id and x.room_id = ${room}.id and x.value is not null
      and ${containsText("m.title", search)}
      and x.media_id = any (array(
        select distinct f.media_id from media f where ${containsText("f.title", search)} limit ${FILMS_MAX}))`;
}

/**
 * SQL columns that say why a search found a room whose name does not contain the text: the owner's name if it contains the text,
 * otherwise the title of a film. Both are null if the name contains the text or if there is no search.
 */
export function foundColumns(room: string, text: string, values: Values): string {
  if (text === "" || isTooLong(text)) return `null as "foundOwner", null as "foundFilm"`;
  const search = values.add(text);
  const isNamed = containsText(`${room}.name`, search);
  const isOwned = containsText(`${room}.creator_name`, search);
  return `case when not ${isNamed} and ${isOwned} then ${room}.creator_name end as "foundOwner",
    case when not ${isNamed} and not ${isOwned} then (
      select m.title from ${filmsFound(room, search)} order by m.title limit 1) end as "foundFilm"`;
}

const STATUS: Record<RoomsFilter["status"], string> = {
  open: "is_open(r)",
  locked: "is_open(r) and r.locked_at is not null",
  trash: "not is_open(r)",
  any: "true",
};

const ACTIVITY: Record<RoomsFilter["activity"], string> = {
  any: "true",
  now: liveCondition(),
  week: "r.rating_count > 0 and r.last_activity_at > now() - interval '7 days'",
  month: "r.rating_count > 0 and r.last_activity_at > now() - interval '30 days'",
  quiet: "r.last_activity_at <= now() - interval '30 days'",
  never: "r.rating_count = 0",
};

/** The SQL condition for the rooms that an actor may list: their own, or everyone's if an admin asks for them. */
export function ownershipCondition(
  actor: Actor,
  whose: RoomsFilter["whose"],
  values: Values,
): string {
  if (actor.kind !== "person") {
    throw new RoomkeeperError("unauthorized", "Sign in to look after rooms.");
  }
  if (actor.banned) {
    throw new RoomkeeperError("banned", "This account may not look after rooms here.");
  }
  if (whose === "everyone" && actor.role === "admin") return "true";
  return `r.owner_id = ${values.add(actor.id)}`;
}

/**
 * The SQL condition on `room r` for the rooms that match a filter and that the actor may see. An owner who asks for everyone's rooms gets
 * their own. Throws `unauthorized` or `banned` if the actor may not see any room.
 */
export function roomsWhere(ctx: Context, filter: RoomsFilter, values: Values): string {
  const conditions = [
    ownershipCondition(ctx.actor, filter.whose, values),
    `r.kind = any (${values.add(ctx.services.kinds)})`,
    STATUS[filter.status],
    ACTIVITY[filter.activity],
  ];
  if (filter.type === "other") {
    conditions.push("r.room_type not in ('standard', 'unanimous', 'solo', 'async')");
  } else if (filter.type !== "any") {
    conditions.push(`r.room_type = ${values.add(filter.type)}`);
  }
  if (filter.q) conditions.push(searchCondition(filter.q, values));
  return conditions.filter((condition) => condition !== "true").join(" and ") || "true";
}
