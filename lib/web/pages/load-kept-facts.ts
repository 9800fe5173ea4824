import { type HistoryPage, listRoomHistory } from "@/lib/match/list-room-history";
import type { RoomVisit } from "./load-room";

const LINES_SHOWN = 12;

/** The newest lines of a room's history, and when people used it. */
export interface KeptFacts {
  /** Its newest lines. */
  history: HistoryPage;
  /** When people used it, in milliseconds since 1970. */
  uses: number[];
}

export async function loadKeptFacts({ ctx, room }: RoomVisit): Promise<KeptFacts> {
  const history = await listRoomHistory(ctx, { room, limit: LINES_SHOWN });
  const uses = history.lines
    .filter((line) => line.what === "sitting")
    .map((line) => line.at.getTime());
  if (uses.length === 0 && room.isUsed) uses.push(room.lastActivityAt.getTime());
  return { history, uses };
}
