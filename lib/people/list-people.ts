import type { Context } from "@/lib/core/context";
import { likePattern } from "@/lib/core/like-pattern";
import { LIMITS } from "@/lib/core/limits";
import { processContext } from "@/lib/wire/process-context";
import { requireAdminActor } from "./people-policy";
import type { Person } from "./person";

/** An account in the admin's list. */
export interface ListedPerson extends Person {
  /** Open rooms. */
  rooms: number;
  /** Browsers that are signed in. */
  sessions: number;
}

export interface PeoplePage {
  items: ListedPerson[];
  /** The account to go on after, or null at the end. */
  next: string | null;
  /** How many accounts of each kind exist, regardless of the search. Some were banned before they first signed in. */
  counts: { all: number; signedIn: number; admins: number; banned: number };
}

/** The accounts of people who signed in, or were banned before that, by name. */
export async function listPeople(
  ctx: Context,
  input: { search?: string; show?: "all" | "admins" | "banned"; after?: string } = {},
): Promise<PeoplePage> {
  requireAdminActor(ctx.actor);
  const { pool } = processContext();
  const search = input.search?.trim().slice(0, LIMITS.searchUnitsMax) ?? "";
  const limit = LIMITS.pageItemsDefault;
  const [page, counts] = await Promise.all([
    pool.query(
      `select p.id, p.username, p.name, p.thumb_url as "thumbUrl", p.role, p.created_at as "createdAt",
         p.last_sign_in_at as "lastSignInAt", p.banned_at as "bannedAt", p.banned_by as "bannedBy",
         p.ban_reason as "banReason",
         (select count(*)::int from room r where r.creator_id = p.id and r.trashed_at is null) as rooms,
         (select count(*)::int from session s
           where s.person_id = p.id and s.revoked_at is null and s.expires_at > now()) as sessions
       from person p
       where ($1 = '' or p.name ilike $2 or p.username ilike $2 or p.id = $1)
         and ($3 = 'all' or ($3 = 'admins' and p.role = 'admin') or ($3 = 'banned' and p.banned_at is not null))
         and ($4::text is null or (lower(p.name), p.id) > (select lower(a.name), a.id from person a where a.id = $4))
       order by lower(p.name), p.id limit $5`,
      [search, likePattern(search), input.show ?? "all", input.after ?? null, limit + 1],
    ),
    pool.query<PeoplePage["counts"]>(
      `select count(*)::int as all, count(last_sign_in_at)::int as "signedIn", count(*) filter (where role = 'admin')::int as admins,
         count(banned_at)::int as banned from person`,
    ),
  ]);
  const items: ListedPerson[] = page.rows.slice(0, limit).map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
    bannedAt: row.bannedAt?.toISOString() ?? null,
  }));
  return {
    items,
    next: page.rows.length > limit ? (items.at(-1)?.id ?? null) : null,
    counts: counts.rows[0] ?? { all: 0, signedIn: 0, admins: 0, banned: 0 },
  };
}
