import { type HistoryPage, listRoomHistory } from "@/lib/match/list-room-history";
import { forPage } from "./for-page";
import { loadRoom, type RoomVisit } from "./load-room";
import { loadRoomContent } from "./room-content";

const LINES_SHOWN = 12;

export interface RoomOverview {
  visit: RoomVisit;
  /** What only rooms of its kind have; `components/rooms/kinds` shows it. */
  content: unknown;
  history: HistoryPage;
  /** When people used it, in milliseconds since 1970. */
  uses: number[];
}

/** Everything on a room's first page, read side by side. */
export async function loadRoomOverview(roomId: string): Promise<RoomOverview> {
  return forPage(async () => {
    const visit = await loadRoom(roomId);
    const { ctx, room } = visit;
    const [content, history] = await Promise.all([
      loadRoomContent(visit),
      listRoomHistory(ctx, { room, limit: LINES_SHOWN }),
    ]);
    const uses = history.lines
      .filter((line) => line.what === "sitting")
      .map((line) => line.at.getTime());
    if (uses.length === 0 && room.isUsed) uses.push(room.lastActivityAt.getTime());
    return { visit, content, history, uses };
  });
}
