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

/** Ordering by a bare `id` would mean the text that is given out, and put 10 before 9. */
const COLUMNS =
  "e.id::text as id, e.at, e.type, e.space_id, e.kind, e.room_id, e.room_name, e.room_created_at, e.version, e.data";

/** Events of one space after a place, in order. */
export async function readEvents(db: Queryable, wanted: EventsWanted): Promise<EventRow[]> {
  const { rows } = await db.query<EventRow>(
    `select ${COLUMNS} from event e
     where e.space_id = $1 and e.id > $2 and ($3::text[] is null or e.type = any ($3)) and e.kind = any ($5)
     order by e.id limit $4`,
    [wanted.spaceId, wanted.after, wanted.types ?? null, wanted.limit, wanted.kinds],
  );
  return rows;
}

/** Events of every space after a place, in order. */
export async function readAllEvents(
  db: Queryable,
  wanted: { after: string; limit: number },
): Promise<EventRow[]> {
  const { rows } = await db.query<EventRow>(
    `select ${COLUMNS} from event e where e.id > $1 order by e.id limit $2`,
    [wanted.after, wanted.limit],
  );
  return rows;
}

export interface EventBounds {
  /** The newest event there is, 0 before the first. */
  newest: string;
  /** The newest event that is not kept any more; 0 while all are. */
  prunedTo: string;
}

export async function readEventBounds(db: Queryable): Promise<EventBounds> {
  const { rows } = await db.query<EventBounds>(
    `select
       greatest((select coalesce(max(id), 0) from event), p.pruned_to)::text as newest,
       p.pruned_to::text as "prunedTo"
     from (select coalesce((select (value #>> '{}')::bigint from setting where key = 'events-pruned-to'), 0) as pruned_to) p`,
  );
  const [bounds] = rows;
  if (!bounds) throw new Error("A select without a table answers one row.");
  return bounds;
}

/** Where a consumer really begins, and whether something that it had not seen is gone. */
export function beginAfter(
  asked: string | undefined,
  { newest, prunedTo }: EventBounds,
): { after: string; missed: boolean } {
  if (asked === undefined) return { after: newest, missed: false };
  if (asked === "0") return { after: "0", missed: false };
  const id = Number(asked);
  // A place ahead of everything comes from another past of this database, such as a backup taken before.
  if (id > Number(newest)) return { after: newest, missed: true };
  return { after: asked, missed: id < Number(prunedTo) };
}
