import { toCsv } from "@/lib/core/csv";
import { RoomkeeperError } from "@/lib/core/errors";
import { readAnalyticsQuery } from "@/lib/match/analytics/analytics-query";
import { getAnalytics } from "@/lib/match/analytics/get-analytics";
import { getRoomAnalytics } from "@/lib/match/analytics/get-room-analytics";
import { isTableName, longTable, tableOf } from "@/lib/match/analytics/tables";
import { handleDownload } from "@/lib/web/forms/handle-download";

/**
 * One table of the analytics as a file, or every one of them with `table=all`. The parameters are those of the page: period, tz, whose, and
 * `room` for one room.
 */
export const GET = handleDownload(async (ctx, query, timeZone) => {
  const table = query.get("table") ?? "all";
  if (table !== "all" && !isTableName(table)) {
    throw new RoomkeeperError("not_found", "There is no table of that name.");
  }
  const asked = readAnalyticsQuery(Object.fromEntries(query), {
    period: "4w",
    timeZone,
    whose: "mine",
  });
  const roomId = query.get("room");
  const figures =
    roomId === null
      ? await getAnalytics(ctx, asked)
      : await getRoomAnalytics(ctx, { ...asked, roomId });
  const { columns, rows } = table === "all" ? longTable(figures) : tableOf(table, figures);
  return {
    filename: `roomkeeper-${table}-${asked.period}-${figures.period.lastDay}.csv`,
    contentType: "text/csv; charset=utf-8",
    body: toCsv([columns, ...rows]),
  };
});
