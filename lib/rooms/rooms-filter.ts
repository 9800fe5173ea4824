import { z } from "zod";
import { searchText } from "@/lib/core/search-text";

export const STATUSES = ["open", "locked", "trash", "any"] as const;
export const TYPES = ["any", "standard", "unanimous", "solo", "async", "other"] as const;
export const ACTIVITIES = ["any", "now", "week", "month", "quiet", "never"] as const;
export const SORTS = ["need", "last", "leaves", "name", "opened", "ratings", "matches"] as const;

/**
 * Which rooms a list shows and in what order. The sort order `need` puts rooms in use first, then rooms that expire within a week, then
 * the rest, last used first. The activity `quiet` means not used for a month, and `never` means not used at all. A search text that is
 * too long is kept and finds nothing; it is not treated as missing.
 */
export const RoomsFilter = z.object({
  whose: z.enum(["mine", "everyone"]).default("mine").catch("mine"),
  q: z.string().transform(searchText).default("").catch(""),
  status: z.enum(STATUSES).default("open").catch("open"),
  kind: z
    .string()
    .regex(/^[a-z]{1,20}$/)
    .default("any")
    .catch("any"),
  type: z.enum(TYPES).default("any").catch("any"),
  activity: z.enum(ACTIVITIES).default("any").catch("any"),
  sort: z.enum(SORTS).default("need").catch("need"),
});

export type RoomsFilter = z.infer<typeof RoomsFilter>;

/** Reads a filter from the fields of a URL or a form. Invalid values are ignored. */
export function readRoomsFilter(fields: Record<string, unknown>): RoomsFilter {
  const single = Object.entries(fields).map(([key, value]) => [
    key,
    Array.isArray(value) ? value[0] : value,
  ]);
  return RoomsFilter.parse(Object.fromEntries(single));
}

/** The fields of a filter that differ from the default, for a URL or a form. */
export function filterFields(filter: RoomsFilter): Record<string, string> {
  const plain: Record<string, string> = RoomsFilter.parse({});
  return Object.fromEntries(Object.entries(filter).filter(([key, value]) => value !== plain[key]));
}

/** Whether the filter leaves any rooms out. `whose` and `sort` do not count. */
export function isNarrowed(filter: RoomsFilter): boolean {
  const { q, status, kind, type, activity } = filter;
  return q !== "" || status !== "open" || kind !== "any" || type !== "any" || activity !== "any";
}
