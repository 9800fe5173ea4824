import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import { requireTokenAdmin } from "@/lib/tokens/token-policy";

export interface SpaceRules {
  /** Quiet days until a room expires; null means never. */
  idleDays: number | null;
  trashDays: number;
  warnDays: number;
  /** How many rooms may be open at once, in all and of one owner; null means no limit. */
  roomsMax: number | null;
  roomsPerOwnerMax: number | null;
}

/**
 * Changes a space's rules. The expiry of open rooms that follow the rules changes immediately, counted from their last write, but no room
 * expires earlier than `warnDays` from now. Limits refuse new rooms only: no open room closes because of them. The purge dates of rooms in the trash do not change.
 */
export async function changeSpaceRules(
  ctx: Context,
  input: { id: string } & SpaceRules,
): Promise<{ name: string; before: SpaceRules; rooms: number }> {
  const { id, idleDays, trashDays, warnDays, roomsMax, roomsPerOwnerMax } = input;
  const event = {
    action: "space.rules" as const,
    spaceId: id,
    detail: { idleDays, trashDays, warnDays, roomsMax, roomsPerOwnerMax },
  };
  return withRefusalAudit(ctx, event, async () => {
    requireTokenAdmin(ctx.actor);
    if (![idleDays ?? 1, trashDays, warnDays].every(isDays)) {
      const message = `Days are whole numbers from 1 to ${LIMITS.idleDaysMax}.`;
      throw new RoomkeeperError("invalid_request", message);
    }
    if (![roomsMax ?? 1, roomsPerOwnerMax ?? 1].every(isLimit)) {
      const most = LIMITS.spaceRoomsMax.toLocaleString("en-US");
      const message = `Limits of rooms are whole numbers from 1 to ${most}.`;
      throw new RoomkeeperError("invalid_request", message);
    }
    return inTransaction(ctx.services.pool, async (db) => {
      const { rows } = await db.query<SpaceRules & { name: string }>(
        `update space set idle_days = $2, trash_days = $3, warn_days = $4, rooms_max = $5, rooms_per_owner_max = $6
         from (select * from space where id = $1 for update) old where space.id = old.id
         returning space.name, old.idle_days as "idleDays", old.trash_days as "trashDays",
           old.warn_days as "warnDays", old.rooms_max as "roomsMax", old.rooms_per_owner_max as "roomsPerOwnerMax"`,
        [id, idleDays, trashDays, warnDays, roomsMax, roomsPerOwnerMax],
      );
      const [space] = rows;
      if (!space) throw new RoomkeeperError("not_found", "There is no such space.");
      const { name, ...before } = space;
      const moved =
        before.idleDays === idleDays
          ? 0
          : (
              await db.query(
                `update room set expires_at = case when $2::int is null then null else
                   greatest(room.touched_at + make_interval(days => $2), room.keep_until,
                     least(coalesce(room.expires_at, 'infinity'), now() + make_interval(days => $3))) end
                 where space_id = $1 and expiry_kind = 'space' and is_open(room)`,
                [id, idleDays, warnDays],
              )
            ).rowCount;
      await recordAudit(db, ctx, { ...event, subject: name, outcome: "done" });
      return { name, before, rooms: moved ?? 0 };
    });
  });
}

function isDays(days: number): boolean {
  return Number.isInteger(days) && days >= 1 && days <= LIMITS.idleDaysMax;
}

function isLimit(rooms: number): boolean {
  return Number.isInteger(rooms) && rooms >= 1 && rooms <= LIMITS.spaceRoomsMax;
}
