import { type Creations, listCreations } from "@/lib/people/list-creations";
import { type ListedPerson, listPeople, type PeoplePage } from "@/lib/people/list-people";
import { listUnseenOwners, type UnseenOwner } from "@/lib/people/list-unseen-owners";
import type { PeopleQuery } from "@/lib/people/people-query";
import { forPage } from "./for-page";
import { contextOf, type Viewer } from "./viewer";

/** The data of the page People: accounts, or owners of rooms who have no account. */
export interface LoadedPeople {
  people: ListedPerson[];
  unseen: UnseenOwner[];
  counts: PeoplePage["counts"];
  next: string | null;
  /** The people who are not banned yet. */
  bannable: { id: string; name: string; rooms: number; sessions: number }[];
  /** The tokens and webhooks of each account that still work, by account id. */
  made: Map<string, Creations>;
}

export async function loadPeople(viewer: Viewer, query: PeopleQuery): Promise<LoadedPeople> {
  return forPage(async () => {
    const { q: search, show, after } = query;
    const ctx = contextOf(viewer);
    if (show !== "unseen") {
      const { items, counts, next } = await listPeople(ctx, { search, show, after });
      const bannable = items.filter(({ bannedAt }) => !bannedAt);
      const made = await listCreations(ctx, { personIds: items.map(({ id }) => id) });
      return { people: items, unseen: [], counts, next, bannable, made };
    }
    const [{ counts }, owners] = await Promise.all([
      listPeople(ctx),
      listUnseenOwners(ctx, { search, after }),
    ]);
    const bannable = owners.items.map((owner) => ({ ...owner, sessions: 0 }));
    return {
      people: [],
      unseen: owners.items,
      counts,
      next: owners.next,
      bannable,
      made: new Map(),
    };
  });
}
