import type pg from "pg";
import { newId } from "@/lib/core/ids";

export interface RoomSeed {
  spaceId?: string;
  name?: string;
  createdAt?: Date;
  creatorId?: string;
  creatorName?: string;
  roomType?: string;
  document?: Record<string, unknown>;
  passwordSealed?: string;
  /** [film, person, "like" or "dislike", milliseconds since 1970] */
  ratings?: [string, string, string, number][];
}

/** Makes the space with the given rules or the default ones, unless it exists. */
export async function openSpace(
  pool: pg.Pool,
  id = "sp_test",
  rules: { idleDays?: number | null; trashDays?: number } = {},
): Promise<string> {
  const { idleDays = 90, trashDays = 14 } = rules;
  await pool.query(
    `insert into space (id, name, idle_days, trash_days) values ($1, $1, $2, $3)
     on conflict (id) do update set idle_days = $2, trash_days = $3`,
    [id, idleDays, trashDays],
  );
  return id;
}

/** Saves a room as a game server does, with the merge rule, and returns the verdict. */
export async function saveSeed(pool: pg.Pool, seed: RoomSeed = {}) {
  const ratings = seed.ratings ?? [];
  const { rows } = await pool.query<{ verdict: string; reason: string | null; room_id: string }>(
    `select verdict, reason, room_id from save_match_room($1, $2, $3, $4, $5, $6, $7, $8, $9, 'set', 'join',
       null, null, $10, $11, $12, $13, '{}', '{}')`,
    [
      seed.spaceId ?? "sp_test",
      newId("rm"),
      seed.name ?? "movie night!",
      seed.createdAt ?? new Date("2026-11-01T20:00:00Z"),
      seed.creatorId ?? "7",
      seed.creatorName ?? "Ines",
      seed.roomType ?? "standard",
      JSON.stringify(seed.document ?? { roomName: seed.name ?? "movie night!" }),
      seed.passwordSealed ?? null,
      ratings.map(([film]) => film),
      ratings.map(([, person]) => person),
      ratings.map(([, , value]) => value),
      ratings.map(([, , , atMs]) => atMs),
    ],
  );
  const [saved] = rows;
  if (!saved) throw new Error("save_match_room answered nothing");
  return saved;
}

/** Opens a room and returns its id. */
export async function openRoom(pool: pg.Pool, seed: RoomSeed = {}): Promise<string> {
  const saved = await saveSeed(pool, seed);
  if (saved.verdict !== "created") throw new Error(`not opened: ${saved.verdict}`);
  return saved.room_id;
}
