import type { Actor } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";
import { holdsText } from "@/lib/core/holds-text";
import { isTooLong } from "@/lib/core/search-text";
import type { Context } from "@/lib/runtime/context";
import type { RoomsFilter } from "./rooms-filter";

/** Minutes after its last write that a room in which people rate counts as in use. */
export const LIVE_MINUTES = 5;

/** A pause between ratings that still belongs to one sitting. */
const SITTING_MINUTES = 30;

/**
 * Whether a room is in use at the moment `asOf`: somebody rated in it within a sitting and it was written to within the last minutes, or
 * a lease says that people are connected. Nobody is in a room of old ratings that was just copied in, nor in one that was just opened.
 */
export function liveCondition(asOf = "now()"): string {
  return `((coalesce(r.rating_count, 0) > 0 and r.touched_at > ${asOf} - make_interval(mins => ${LIVE_MINUTES})
    and r.last_activity_at > ${asOf} - make_interval(mins => ${SITTING_MINUTES}))
    or exists (select 1 from room_lease held where held.space_id = r.space_id and held.room_id = r.id
      and held.connections > 0 and held.expires_at > ${asOf}))`;
}

/** Days ahead in which a room counts as leaving. */
export const LEAVING_DAYS = 7;

/** The condition that an open room leaves within a week of `asOf`. Rooms in use are left out, because each write moves their day. */
export function leavingCondition(asOf = "now()"): string {
  return `(r.trashed_at is null and r.expires_at > ${asOf}
    and r.expires_at <= ${asOf} + make_interval(days => ${LEAVING_DAYS})
    and not ${liveCondition(asOf)})`;
}

/** Collects the values of a statement; `add` gives the placeholder. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}

const FILMS_MAX = 200;

/** Name, owner, or a film that was rated in the room; titles are those of the room's own space. */
function searchCondition(text: string, values: Values): string {
  if (isTooLong(text)) return "false";
  const search = values.add(text);
  return `(${holdsText("r.name", search)} or ${holdsText("r.creator_name", search)}
    or exists (select 1 from ${filmsFound("r", search)}))`;
}

/** The films `m` that were rated in a room and whose titles hold the text at the placeholder `search`. */
function filmsFound(room: string, search: string): string {
  return `room_rating x join media m on m.space_id = x.space_id and m.media_id = x.media_id
    where x.space_id = ${room}.space_id and x.room_id = ${room}.id and x.value is not null
      and ${holdsText("m.title", search)}
      and x.media_id = any (array(
        select distinct f.media_id from media f where ${holdsText("f.title", search)} limit ${FILMS_MAX}))`;
}

/**
 * What a search found in a room whose name does not hold the text, as columns of the row: whether its owner does, or else a film. Null
 * for a room that was found by its name, and without a search.
 */
export function foundColumns(room: string, text: string, values: Values): string {
  if (text === "" || isTooLong(text)) return `null as "foundOwner", null as "foundFilm"`;
  const search = values.add(text);
  const isNamed = holdsText(`${room}.name`, search);
  const isOwned = holdsText(`${room}.creator_name`, search);
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

/** The rooms an actor may have in a list: their own, or for an admin who asks, everyone's. */
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
 * The condition on `room r` for what a filter shows to an actor. An owner who asks for everyone's rooms gets their own.
 * Throws `unauthorized` or `banned` for anybody who may have no list.
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
