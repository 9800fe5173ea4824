import type pg from "pg";
import { actorColumns } from "@/lib/audit/actor-columns";
import { newId } from "@/lib/core/ids";
import { jsonbText } from "@/lib/core/json-text";
import type { Queryable } from "@/lib/db/queryable";
import type { Context } from "@/lib/runtime/context";
import type { SerializedRoom } from "./room";
import { incarnationOf, retried } from "./rooms-sql";
import { splitRoom } from "./split-room";

/** The result of a write. Times are null if nothing was written. */
export interface Written {
  verdict: "created" | "joined" | "gone" | "locked" | "future" | "stale" | "exists" | "not_found";
  /** Why the room is gone or locked. */
  reason: string | null;
  room_id: string | null;
  version: number | null;
  changed: boolean | null;
  stored_at: Date | null;
  updated_at: Date | null;
  last_activity_at: Date | null;
  expires_at: Date | null;
}

interface Saved extends Written {
  /** The id of the incarnation that this one replaced. */
  replaced_id: string | null;
}

export interface SaveCommand {
  spaceId: string;
  room: SerializedRoom;
  /** `set` stores `sealedPassword`, and null removes the password; `keep` leaves the password unchanged. */
  passwordMode: "set" | "keep";
  sealedPassword: string | null;
  /** `join` uses the merge rule. `replace` requires that exactly `expected` is stored, and `create` that no room is open. */
  mode: "join" | "replace" | "create";
  expected?: { id: string; version: number };
}

const SAVE = `
  with saved as (
    select * from save_match_room($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
  ), audited as (
    insert into audit_entry (actor_kind, actor_id, actor_name, request_id, action, outcome, space_id, room_id, room_name, owner_id)
    select $20, $21, $22, $23, 'room.create', 'done', $1, room_id, $3, $5 from saved where verdict = 'created'
    union all
    select $20, $21, $22, $23, 'room.replace', 'done', $1, room.id, room.name, room.owner_id
    from saved join room on room.space_id = $1 and room.id = saved.replaced_id
  )
  select * from saved`;

/** Saves a validated document. The same statement audits a creation or replacement. */
export async function saveMatchRoom(
  pool: Queryable,
  ctx: Context,
  command: SaveCommand,
): Promise<Written> {
  ctx.services.disk.requireSpace();
  const { room } = command;
  const { document, ratings, progress } = splitRoom(room);
  const values = [
    command.spaceId,
    newId("rm"),
    room.roomName,
    incarnationOf(room.createdAt),
    String(room.creatorPlexUserId),
    room.creatorPlexUsername,
    room.roomType ?? "standard",
    jsonbText(document),
    command.sealedPassword,
    command.passwordMode,
    command.mode,
    command.expected?.id ?? null,
    command.expected?.version ?? null,
    ratings.mediaId,
    ratings.userName,
    ratings.value,
    ratings.atMs,
    progress.userName,
    progress.progress,
    ...actorColumns(ctx.actor),
    ctx.requestId,
  ];
  return one(pool, { name: "save-room", text: SAVE, values });
}

async function one(pool: Queryable, statement: pg.QueryConfig): Promise<Written> {
  const { rows } = await retried(pool, () => pool.query<Saved>(statement));
  const [row] = rows;
  if (!row) throw new Error("The database returned no verdict for a write.");
  return row;
}
