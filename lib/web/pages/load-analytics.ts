import { notFound } from "next/navigation";
import { counted } from "@/lib/core/counted";
import { RoomkeeperError } from "@/lib/core/errors";
import { urlPart } from "@/lib/core/url-part";
import {
  type AnalyticsDefaults,
  type AnalyticsQuery,
  type Asked,
  analyticsFields,
  analyticsHref,
  readAnalyticsQuery,
} from "@/lib/match/analytics/analytics-query";
import { PERIOD_TEXT } from "@/lib/match/analytics/figure-text";
import type { Analytics } from "@/lib/match/analytics/figures";
import { getAnalytics } from "@/lib/match/analytics/get-analytics";
import { getRoomAnalytics, type RoomAnalytics } from "@/lib/match/analytics/get-room-analytics";
import { PERIOD_DAYS, type PeriodName } from "@/lib/match/analytics/period";
import { forPage } from "./for-page";
import { loadRoom } from "./load-room";
import { contextOf, requireViewer, whoseByDefault } from "./viewer";

const CSV = "/api/dashboard/analytics/csv";

/** Shown instead of the figures if they cannot be counted soon. */
export interface FiguresRefused {
  figures: null;
  text: string;
  /** The address of the same page, to try again. */
  href: string;
}

/** What an analytics page needs: the figures, and addresses that keep what the viewer chose. */
export interface AnalyticsView<Figures extends Analytics> {
  figures: Figures;
  periods: { href: string; label: string; current: boolean }[];
  /** Mine or everyone's; empty for owners and for one room. */
  scopes: { href: string; label: string; current: boolean }[];
  csvHref(table: string): string;
  zone: { action: string; timeZone: string; fields: Record<string, string> };
}

/** The figures of the viewer's rooms, or everybody's where an admin asks for them. */
export async function loadAnalytics(
  asked: Asked,
): Promise<AnalyticsView<Analytics> | FiguresRefused> {
  return forPage(async () => {
    const { viewer, query, usual } = await readAsked("/analytics", asked, "4w");
    const href = analyticsHref("/analytics", query, usual);
    const ctx = contextOf(viewer);
    const figures = await getAnalytics(ctx, query).catch(orRefused);
    if (figures instanceof RoomkeeperError) return refusedFor(figures, href);
    const scope = (whose: AnalyticsQuery["whose"], label: string) => ({
      href: analyticsHref("/analytics", { ...query, whose }, usual),
      label,
      current: query.whose === whose,
    });
    return {
      ...addressesOf("/analytics", query, usual, {}),
      figures,
      scopes:
        viewer.role === "admin" ? [scope("mine", "My rooms"), scope("everyone", "Everyone’s")] : [],
    };
  });
}

/** The figures of one room, over all of its time unless a period is asked for. */
export async function loadRoomAnalytics(
  roomId: string,
  asked: Asked,
): Promise<AnalyticsView<RoomAnalytics> | FiguresRefused> {
  return forPage(async () => {
    const path = `/rooms/${urlPart(roomId)}/analytics`;
    const { viewer, ...read } = await readAsked(path, asked, "all");
    await loadRoom(roomId, "analytics");
    const usual = { ...read.usual, whose: "mine" as const };
    const query = { ...read.query, whose: "mine" as const };
    const href = analyticsHref(path, query, usual);
    const ctx = contextOf(viewer);
    const figures = await getRoomAnalytics(ctx, { ...query, roomId }).catch(orRefused);
    if (figures instanceof RoomkeeperError) return refusedFor(figures, href);
    return { ...addressesOf(path, query, usual, { room: roomId }), figures, scopes: [] };
  });
}

/** Reads the viewer and the query. Times are in the viewer's zone unless the address names one. */
async function readAsked(path: string, asked: Asked, period: PeriodName) {
  const nobody = { period, timeZone: "", whose: "everyone" } as const;
  const viewer = await requireViewer(
    analyticsHref(path, readAnalyticsQuery(asked, nobody), nobody),
  );
  const usual = { period, timeZone: viewer.timeZone, whose: whoseByDefault(viewer) };
  return { viewer, usual, query: readAnalyticsQuery(asked, usual) };
}

function addressesOf(
  path: string,
  query: AnalyticsQuery,
  usual: AnalyticsDefaults,
  room: Record<string, string>,
) {
  const { tz: _chosen, ...fields } = analyticsFields(query, usual);
  return {
    periods: (Object.keys(PERIOD_DAYS) as PeriodName[]).map((period) => ({
      href: analyticsHref(path, { ...query, period }, usual),
      label: PERIOD_TEXT[period].label,
      current: query.period === period,
    })),
    csvHref: (table: string) => {
      const { period, timeZone: tz, whose } = query;
      const said = { table, period, tz, ...(whose === "mine" ? {} : { whose }), ...room };
      return `${CSV}?${new URLSearchParams(said)}`;
    },
    zone: { action: `${path}#hours`, timeZone: query.timeZone, fields },
  };
}

function orRefused(error: unknown): RoomkeeperError {
  if (error instanceof RoomkeeperError && error.code === "not_found") notFound();
  if (error instanceof RoomkeeperError && error.code === "overloaded") return error;
  throw error;
}

function refusedFor({ details }: RoomkeeperError, href: string): FiguresRefused {
  const seconds = details.retryAfterSeconds ?? 2;
  const text = `Too many figures are being counted at once. Try again in ${counted(seconds, "second")}.`;
  return { figures: null, text, href };
}
