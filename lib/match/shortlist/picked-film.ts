import { z } from "zod";
import type { Queryable } from "@/lib/db/queryable";
import type { RoomRecord } from "@/lib/rooms/room-record";

/** Why a film could be drawn, and for whom: the people who were here, and whether that was everybody. */
export const lotSchema = z.object({
  outOf: z.int(),
  missing: z.enum(["none", "one", "more"]),
  isRepeated: z.boolean(),
  here: z.int(),
  isEverybody: z.boolean(),
});

export type KeptLot = z.infer<typeof lotSchema>;

/** The film that a room's people watch tonight. */
export interface PickedFilm {
  mediaId: string;
  pickedBy: string;
  endsAt: Date;
  /** Null if somebody chose it. */
  lot: KeptLot | null;
}

/** Reads the film that is picked in a room; null if none is, or if its evening is over. The caller checks who may see the room. */
export async function readPickedFilm(
  db: Queryable,
  room: Pick<RoomRecord, "spaceId" | "id">,
): Promise<PickedFilm | null> {
  const { rows } = await db.query<{
    mediaId: string;
    pickedBy: string;
    endsAt: Date;
    lot: unknown;
  }>(
    `select media_id as "mediaId", picked_by as "pickedBy", ends_at as "endsAt", lot from room_picked_film
     where space_id = $1 and room_id = $2 and ends_at > clock_timestamp()`,
    [room.spaceId, room.id],
  );
  const [picked] = rows;
  return picked ? { ...picked, lot: lotSchema.safeParse(picked.lot).data ?? null } : null;
}
