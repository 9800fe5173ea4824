import type { Queryable } from "@/lib/db/queryable";
import type { EventRow } from "./event";

export interface EventsWanted {
  spaceId: string;
  after: string;
  /** The kinds of rooms. */
  kinds: readonly string[];
  /** Absent means all. */
  types?: readonly string[];
  limit: number;
}

/** `order by id` would sort by the output column, which is text, and put 10 before 9. */
const COLUMNS =
  "event.id::text as id, event.at, event.type, event.space_id, event.kind, event.room_id, event.room_name, event.room_created_at, event.version, event.data";

/** Reads the events of one space after an id, in order. */
export async function readEvents(db: Queryable, wanted: EventsWanted): Promise<EventRow[]> {
  const { rows } = await db.query<EventRow>(
    `select ${COLUMNS} from event
     where event.space_id = $1 and event.id > $2 and ($3::text[] is null or event.type = any ($3)) and event.kind = any ($5)
     order by event.id limit $4`,
    [wanted.spaceId, wanted.after, wanted.types ?? null, wanted.limit, wanted.kinds],
  );
  return rows;
}

/** Reads the events of all spaces after an id, in order. */
export async function readAllEvents(
  db: Queryable,
  wanted: { after: string; limit: number },
): Promise<EventRow[]> {
  const { rows } = await db.query<EventRow>(
    `select ${COLUMNS} from event where event.id > $1 order by event.id limit $2`,
    [wanted.after, wanted.limit],
  );
  return rows;
}

export interface EventBounds {
  /** The newest event there is, 0 before the first. */
  newest: string;
  /** The newest event that was pruned; 0 if none was. */
  prunedTo: string;
}

export async function readEventBounds(db: Queryable): Promise<EventBounds> {
  const { rows } = await db.query<EventBounds>(
    `select
       greatest((select coalesce(max(id), 0) from event), pruning.pruned_to)::text as newest,
       pruning.pruned_to::text as "prunedTo"
     from (select coalesce((select (value #>> '{}')::bigint from setting where key = 'events-pruned-to'), 0) as pruned_to) pruning`,
  );
  const [bounds] = rows;
  if (!bounds) throw new Error("A select without a table answers one row.");
  return bounds;
}

/** The id that a consumer continues after, and whether events that it has not seen were pruned. */
export function beginAfter(
  asked: string | undefined,
  { newest, prunedTo }: EventBounds,
): { after: string; missed: boolean } {
  if (asked === undefined) return { after: newest, missed: false };
  if (asked === "0") return { after: "0", missed: false };
  const id = Number(asked);
  // An id that is larger than every existing id comes from before a restore of this database.
  if (id > Number(newest)) return { after: newest, missed: true };
  return { after: asked, missed: id < Number(prunedTo) };
}
