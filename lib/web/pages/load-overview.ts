import type { Totals } from "@/lib/match/analytics/figures";
import { getAnalytics } from "@/lib/match/analytics/get-analytics";
import { type FreshMatch, listFreshMatches } from "@/lib/match/list-fresh-matches";
import { countOwnRooms, type RoomCounts } from "@/lib/rooms/count-own-rooms";
import { listOwnRooms, type RoomLine } from "@/lib/rooms/list-own-rooms";
import { RoomsFilter } from "@/lib/rooms/rooms-filter";
import { listTokens } from "@/lib/tokens/list-tokens";
import { readTold, type Told } from "@/lib/warnings/read-told";
import { recordSeenWarnings } from "@/lib/warnings/record-seen-warnings";
import { withAllowedPosters } from "./allowed-posters";
import { forPage } from "./for-page";
import { liveSince } from "./live-since";
import { contextOf, type Viewer, whoseByDefault } from "./viewer";

const ATTENTION_MAX = 6;
const RECENT_MAX = 6;
const MATCHES_MAX = 7;
const MATCH_DAYS = 7;

/** The data of the overview. */
export interface Overview {
  /** The newest event that the page includes. */
  since: number;
  isAdmin: boolean;
  /** An admin sees everybody's rooms here, an owner their own. */
  whose: "mine" | "everyone";
  counts: RoomCounts;
  /** The kinds of rooms that may be here. */
  kinds: readonly string[];
  leaving: RoomLine[];
  /** How the owners of these were told, by the id of the room. */
  told: ReadonlyMap<string, Told>;
  locked: RoomLine[];
  matches: FreshMatch[];
  recent: RoomLine[];
  /** The last four weeks in film rooms, and the four before; null if several kinds are served and nobody rated in that time. */
  figures: { now: Totals; before: Totals | null } | null;
  /** The next thing to do before a game server is connected; null when one is, or for owners. */
  setup: "make-token" | "use-token" | null;
}

/** Loads the overview: rooms that need attention, new matches, recently used rooms, and the figures of the last weeks. */
export async function loadOverview(viewer: Viewer): Promise<Overview> {
  return forPage(async () => {
    const since = liveSince();
    const isAdmin = viewer.role === "admin";
    const whose = whoseByDefault(viewer);
    const ctx = contextOf(viewer);
    const list = async (filter: Partial<RoomsFilter>, limit: number, isLeaving = false) => {
      const page = await listOwnRooms(ctx, {
        filter: RoomsFilter.parse({ whose, ...filter }),
        limit,
        isLeaving,
      });
      return page.items;
    };
    const [counts, leaving, locked, recent, matches, figures, setup] = await Promise.all([
      countOwnRooms(ctx, RoomsFilter.parse({ whose })),
      list({ sort: "leaves" }, ATTENTION_MAX, true),
      list({ status: "locked", sort: "last" }, ATTENTION_MAX),
      list({ sort: "last" }, RECENT_MAX),
      listFreshMatches(ctx, { whose, days: MATCH_DAYS, limit: MATCHES_MAX }),
      getAnalytics(ctx, { period: "4w", timeZone: viewer.timeZone, whose }),
      isAdmin ? setupStep(ctx) : null,
    ]);
    const leavingIds = leaving.map(({ id }) => id);
    await recordSeenWarnings(ctx, leavingIds);
    const told = await readTold(ctx, leavingIds);
    const shown = withAllowedPosters(matches);
    const { kinds } = ctx.services;
    const isRated = figures.now.ratings + (figures.before?.ratings ?? 0) > 0;
    return {
      ...{ since, isAdmin, whose, kinds, counts, leaving, told, locked, recent, setup },
      matches: shown,
      figures: kinds.length === 1 || isRated ? figures : null,
    };
  });
}

async function setupStep(ctx: Parameters<typeof listTokens>[0]): Promise<Overview["setup"]> {
  const tokens = (await listTokens(ctx)).filter((token) => !token.revokedAt);
  if (tokens.some((token) => token.lastUsedAt)) return null;
  return tokens.length === 0 ? "make-token" : "use-token";
}
