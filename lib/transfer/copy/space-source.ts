import sql from "sql-template-tag";
import type { Services } from "@/lib/runtime/services";
import type { RoomStorage } from "@/lib/storage/match/storage";
import { type OtherRoom, type RoomSource, sourceOf } from "./room-source";

interface Row {
  name: string;
  createdAt: Date;
  kind: string;
  isTrashed: boolean;
}

/** A space as a source: the rooms of its storage, and the rooms of kinds that are not copied. */
export function sourceOfSpace(
  storage: RoomStorage,
  { services, spaceId }: { services: Services; spaceId: string },
): RoomSource {
  const left = services.families.filter(({ isCopied }) => !isCopied);
  async function* otherRooms(): AsyncGenerator<OtherRoom> {
    if (left.length === 0) return;
    const { rows } = await services.pool.query<Row>(
      sql`select room.name, room.created_at as "createdAt", room.kind, room.trashed_at is not null as "isTrashed"
        from room where room.space_id = ${spaceId} and room.kind = any (${left.map(({ kind }) => kind)})
        order by room.name, room.id`,
    );
    for (const { kind, createdAt, ...row } of rows) {
      const plural = left.find((family) => family.kind === kind)?.plural ?? kind;
      yield { ...row, createdAt: createdAt.toISOString(), plural };
    }
  }
  return { ...sourceOf(storage), otherRooms };
}
