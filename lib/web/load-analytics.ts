import { notFound } from "next/navigation";
import {
  type AnalyticsQuery,
  type Asked,
  analyticsFields,
  analyticsHref,
  readAnalyticsQuery,
} from "@/lib/analytics/analytics-query";
import type { Analytics } from "@/lib/analytics/figures";
import { getAnalytics } from "@/lib/analytics/get-analytics";
import { getRoomAnalytics, type RoomAnalytics } from "@/lib/analytics/get-room-analytics";
import { PERIOD_DAYS, type PeriodName } from "@/lib/analytics/period";
import { PERIOD_WORDS } from "@/lib/analytics/words";
import { RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { requireViewer } from "./viewer";

const CSV = "/api/dashboard/analytics/csv";

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
export async function loadAnalytics(asked: Asked): Promise<AnalyticsView<Analytics>> {
  const query = readAnalyticsQuery(asked, "4w");
  const viewer = await requireViewer(analyticsHref("/analytics", query, "4w"));
  const ctx = { actor: viewer.actor, requestId: newId("rq") };
  const figures = await getAnalytics(ctx, query).catch(orNotFound);
  const scope = (whose: AnalyticsQuery["whose"], label: string) => ({
    href: analyticsHref("/analytics", { ...query, whose }, "4w"),
    label,
    current: query.whose === whose,
  });
  return {
    ...addressesOf("/analytics", query, "4w", {}),
    figures,
    scopes:
      viewer.role === "admin" ? [scope("mine", "My rooms"), scope("everyone", "Everyone’s")] : [],
  };
}

/** The figures of one room, over all of its time unless a period is asked for. */
export async function loadRoomAnalytics(
  roomId: string,
  asked: Asked,
): Promise<AnalyticsView<RoomAnalytics>> {
  const query = { ...readAnalyticsQuery(asked, "all"), whose: "mine" as const };
  const path = `/rooms/${encodeURIComponent(roomId)}/analytics`;
  const viewer = await requireViewer(analyticsHref(path, query, "all"));
  const ctx = { actor: viewer.actor, requestId: newId("rq") };
  const figures = await getRoomAnalytics(ctx, { ...query, roomId }).catch(orNotFound);
  return { ...addressesOf(path, query, "all", { room: roomId }), figures, scopes: [] };
}

function addressesOf(
  path: string,
  query: AnalyticsQuery,
  usual: PeriodName,
  room: Record<string, string>,
) {
  const { tz: _chosen, ...fields } = analyticsFields(query, usual);
  return {
    periods: (Object.keys(PERIOD_DAYS) as PeriodName[]).map((period) => ({
      href: analyticsHref(path, { ...query, period }, usual),
      label: PERIOD_WORDS[period].label,
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

function orNotFound(error: unknown): never {
  if (error instanceof RoomkeeperError && error.code === "not_found") notFound();
  throw error;
}
