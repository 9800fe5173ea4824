import { RoomkeeperError } from "@/lib/core/errors";
import type { Family } from "@/lib/families/registry";
import { countOwnRooms, type RoomCounts } from "@/lib/rooms/count-own-rooms";
import { type ExpiryDay, listExpiries } from "@/lib/rooms/list-expiries";
import { listOwnRooms, type RoomLines } from "@/lib/rooms/list-own-rooms";
import { filterFields, type RoomsFilter, readRoomsFilter } from "@/lib/rooms/rooms-filter";
import { forPage } from "./for-page";
import { liveSince } from "./live-since";
import { contextOf, type Viewer, whoseByDefault } from "./viewer";

export type SearchParams = Record<string, string | string[] | undefined>;

const EXPIRY_DAYS = 28;

/** The data of a list of rooms. */
export interface RoomsPage {
  /** The newest event that the page includes. */
  since: number;
  filter: RoomsFilter;
  /** The list's own path, `/rooms` or `/admin/rooms`. */
  path: string;
  /** The kinds of rooms that the list may contain. */
  kinds: readonly string[];
  /** The families of which it can show all rooms. */
  families: readonly Family[];
  lines: RoomLines;
  counts: RoomCounts;
  expiries: ExpiryDay[];
  /** Whether this is not the first page. */
  isFurther: boolean;
  isAdmin: boolean;
}

/** Loads a list of rooms for the query parameters. An invalid cursor gives the first page. */
export async function loadRooms(
  viewer: Viewer,
  path: string,
  params: SearchParams,
): Promise<RoomsPage> {
  return forPage(async () => {
    const since = liveSince();
    const isAdmin = viewer.role === "admin";
    const usual = whoseByDefault(viewer);
    const whose = path === "/rooms" && params.whose === "mine" ? "mine" : usual;
    const filter = readRoomsFilter({ ...params, whose });
    const ctx = contextOf(viewer);
    const cursor = typeof params.after === "string" ? params.after : undefined;
    const [lines, counts, expiries] = await Promise.all([
      listOwnRooms(ctx, { filter, cursor }).catch((error) => {
        if (!(error instanceof RoomkeeperError) || error.code !== "invalid_request") throw error;
        return listOwnRooms(ctx, { filter });
      }),
      countOwnRooms(ctx, filter),
      listExpiries(ctx, { whose: filter.whose, days: EXPIRY_DAYS, timeZone: viewer.timeZone }),
    ]);
    return {
      since,
      filter,
      path,
      kinds: filter.kind === "any" ? ctx.services.kinds : [filter.kind],
      families: ctx.services.families,
      lines,
      counts,
      expiries,
      isFurther: cursor !== undefined,
      isAdmin,
    };
  });
}

/** The parameters of a list's address. `whose` is always included if the viewer can choose, and never otherwise. */
export function listFields(
  page: Pick<RoomsPage, "filter" | "path" | "isAdmin">,
  change: Partial<RoomsFilter> = {},
): Record<string, string> {
  const filter = { ...page.filter, ...change };
  const { whose: _whose, ...fields } = filterFields(filter);
  return page.isAdmin && page.path === "/rooms" ? { ...fields, whose: filter.whose } : fields;
}

/** The address of a list with some of its filter changed; paging starts again unless `after` is given. */
export function roomsHref(
  page: Pick<RoomsPage, "filter" | "path" | "isAdmin">,
  change: Partial<RoomsFilter>,
  after?: string,
): string {
  const fields = listFields(page, change);
  const query = new URLSearchParams(after ? { ...fields, after } : fields).toString();
  return query ? `${page.path}?${query}` : page.path;
}
