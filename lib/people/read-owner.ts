import { requireAdminActor } from "@/lib/core/person-policy";
import type { Context } from "@/lib/runtime/context";
import { type Creations, listCreations } from "./list-creations";
import { LAST_SIGN_IN, OPEN_BROWSERS } from "./sessions-sql";

/** What an admin sees about the owner of a room before a ban. */
export interface RoomOwner {
  id: string;
  name: string;
  /** How many open rooms the owner has. */
  rooms: number;
  /** How many browsers are signed in; none while the account is banned. */
  sessions: number;
  hasSignedIn: boolean;
  bannedAt: string | null;
  /** Their tokens and webhooks that still work. */
  made: Creations | undefined;
}

/** Reads the owner of rooms by Plex id, with or without an account. `name` is the owner's name in the room. */
export async function readOwner(
  ctx: Context,
  input: { id: string; name: string },
): Promise<RoomOwner> {
  requireAdminActor(ctx.actor);
  const { rows } = await ctx.services.pool.query<
    Omit<RoomOwner, "bannedAt" | "made"> & { bannedAt: Date | null }
  >(
    `select $1::text as id, coalesce(person.name, $2) as name, person.banned_at as "bannedAt",
       ${LAST_SIGN_IN} is not null as "hasSignedIn",
       (select count(*)::int from room where room.owner_id = $1 and room.trashed_at is null) as rooms,
       ${OPEN_BROWSERS} as sessions
     from (select 1) one left join person on person.id = $1`,
    [input.id, input.name],
  );
  const [owner] = rows;
  if (!owner) throw new Error("A select of one row answers one row.");
  const made = await listCreations(ctx, { personIds: [input.id] });
  return { ...owner, bannedAt: owner.bannedAt?.toISOString() ?? null, made: made.get(input.id) };
}
