import { z } from "zod";
import { searchText } from "@/lib/core/search-text";

export const STATUSES = ["open", "locked", "trash", "any"] as const;
export const TYPES = ["any", "standard", "unanimous", "solo", "async", "other"] as const;
export const ACTIVITIES = ["any", "now", "week", "month", "quiet", "never"] as const;
export const SORTS = ["need", "last", "leaves", "name", "opened", "ratings", "matches"] as const;

/**
 * Which rooms a list shows and in what order. `need` puts rooms in use first, then those that leave within a week, then the
 * rest, last used first. `quiet` is a month without a rating, `never` none at all. A search that is too long is
 * kept as one that finds nothing; it must not count as not given.
 */
export const RoomsFilter = z.object({
  whose: z.enum(["mine", "everyone"]).default("mine").catch("mine"),
  q: z.string().transform(searchText).default("").catch(""),
  status: z.enum(STATUSES).default("open").catch("open"),
  type: z.enum(TYPES).default("any").catch("any"),
  activity: z.enum(ACTIVITIES).default("any").catch("any"),
  sort: z.enum(SORTS).default("need").catch("need"),
});

export type RoomsFilter = z.infer<typeof RoomsFilter>;

/** The filter that an address or a form asks for; whatever cannot be read counts as not asked. */
export function readRoomsFilter(fields: Record<string, unknown>): RoomsFilter {
  const single = Object.entries(fields).map(([key, value]) => [
    key,
    Array.isArray(value) ? value[0] : value,
  ]);
  return RoomsFilter.parse(Object.fromEntries(single));
}

/** What differs from the plain list, as fields for an address or a form. */
export function filterFields(filter: RoomsFilter): Record<string, string> {
  const plain: Record<string, string> = RoomsFilter.parse({});
  return Object.fromEntries(Object.entries(filter).filter(([key, value]) => value !== plain[key]));
}

/** Whether anything narrows the list; whose rooms and their order do not. */
export function isNarrowed(filter: RoomsFilter): boolean {
  const { q, status, type, activity } = filter;
  return q !== "" || status !== "open" || type !== "any" || activity !== "any";
}
