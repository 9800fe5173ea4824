import { z } from "zod";
import { searchText } from "@/lib/core/search-text";
import { isStorableText } from "@/lib/core/text";

const Query = z.object({
  q: z.string().transform(searchText).optional().catch(undefined),
  show: z.enum(["admins", "banned", "unseen"]).optional().catch(undefined),
  after: z.string().max(100).refine(isStorableText).optional().catch(undefined),
});

export type PeopleQuery = z.infer<typeof Query>;

/** Reads the query parameters of the page People. Unknown values are ignored. */
export function readPeopleQuery(query: Record<string, unknown>): PeopleQuery {
  return Query.parse(query);
}

/** The address of the people page with that query. */
export function peopleAddress(query: PeopleQuery): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const text = new URLSearchParams(given).toString();
  return text ? `/admin/people?${text}` : "/admin/people";
}
