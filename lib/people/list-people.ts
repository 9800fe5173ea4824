import { containsText } from "@/lib/core/contains-text";
import { LIMITS } from "@/lib/core/limits";
import type { Person } from "@/lib/core/person";
import { requireAdminActor } from "@/lib/core/person-policy";
import { isTooLong, searchText } from "@/lib/core/search-text";
import type { Context } from "@/lib/runtime/context";
import { LAST_SIGN_IN, OPEN_BROWSERS } from "./sessions-sql";

/** An account in the admin's list. */
export interface ListedPerson extends Person {
  /** Open rooms. */
  rooms: number;
  /** Browsers that are signed in; none while the account is banned. */
  sessions: number;
}

export interface PeoplePage {
  items: ListedPerson[];
  /** The account to go on after, or null at the end. */
  next: string | null;
  /** How many accounts exist, regardless of the search, and how many of them ever signed in. */
  counts: AccountCounts & { signedIn: AccountCounts };
}

export interface AccountCounts {
  all: number;
  admins: number;
  banned: number;
}

interface PersonRow extends Omit<ListedPerson, "createdAt" | "lastSignInAt" | "bannedAt"> {
  createdAt: Date;
  lastSignInAt: Date | null;
  bannedAt: Date | null;
}

/** The accounts by name: of people who signed in, and of those who were banned or made admins before that. */
export async function listPeople(
  ctx: Context,
  input: { search?: string; show?: "all" | "admins" | "banned"; after?: string } = {},
): Promise<PeoplePage> {
  requireAdminActor(ctx.actor);
  const { pool } = ctx.services;
  const search = searchText(input.search ?? "");
  const limit = LIMITS.pageItemsDefault;
  const [page, counts] = await Promise.all([
    pool.query<PersonRow>(
      `select person.id, person.username, person.name, person.thumb_url as "thumbUrl", person.role, person.created_at as "createdAt",
         ${LAST_SIGN_IN} as "lastSignInAt", person.banned_at as "bannedAt", person.banned_by as "bannedBy",
         person.ban_reason as "banReason",
         (select count(*)::int from room where room.owner_id = person.id and room.trashed_at is null) as rooms,
         ${OPEN_BROWSERS} as sessions
       from person
       where not $2::boolean and ($1 = '' or ${containsText("person.name", "$1")} or ${containsText("person.username", "$1")} or person.id = $1)
         and ($3 = 'all' or ($3 = 'admins' and person.role = 'admin') or ($3 = 'banned' and person.banned_at is not null))
         and ($4::text is null or (lower(person.name), person.id) > (select lower(former.name), former.id from person former where former.id = $4))
       order by lower(person.name), person.id limit $5`,
      [search, isTooLong(search), input.show ?? "all", input.after ?? null, limit + 1],
    ),
    countAccounts(ctx),
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
    counts,
  };
}

/** Counts all accounts, and those that ever signed in. */
async function countAccounts(ctx: Context): Promise<PeoplePage["counts"]> {
  const { rows } = await ctx.services.pool.query<AccountCounts & { seen: boolean }>(
    `select seen, count(*)::int as all, count(banned_at)::int as banned,
       count(*) filter (where role = 'admin')::int as admins
     from (select person.role, person.banned_at, ${LAST_SIGN_IN} is not null as seen from person) account
     group by seen`,
  );
  const none: AccountCounts = { all: 0, admins: 0, banned: 0 };
  const { seen: _, ...signedIn } = rows.find(({ seen }) => seen) ?? { ...none, seen: true };
  const unseen = rows.find(({ seen }) => !seen) ?? none;
  return {
    all: signedIn.all + unseen.all,
    admins: signedIn.admins + unseen.admins,
    banned: signedIn.banned + unseen.banned,
    signedIn,
  };
}
