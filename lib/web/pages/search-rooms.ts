import { emptyText } from "@/components/rooms/empty-text";
import { timeUntil } from "@/components/ui/time-text";
import { now } from "@/lib/core/clock";
import { countLeavingRooms } from "@/lib/rooms/count-leaving-rooms";
import { countOwnRooms } from "@/lib/rooms/count-own-rooms";
import { listOwnRooms, type RoomLine } from "@/lib/rooms/list-own-rooms";
import { refuseRoomAction } from "@/lib/rooms/room-policy";
import { readRoomsFilter } from "@/lib/rooms/rooms-filter";
import { contextOf, type Viewer } from "./viewer";

/** A room as the palette's search gives it. */
export interface FoundRoom {
  id: string;
  name: string;
  /** What it is called by its kind; null while only one kind is served. */
  kindLabel: string | null;
  /** "leaves in 6 days", "in the trash", "live". */
  note: string;
  owner: string;
  /** What the search found in it when it is not in the name. */
  found: RoomLine["found"];
  gone: boolean;
  /** Whether its page offers to extend it. */
  canExtend: boolean;
}

export interface PaletteAnswer {
  rooms: FoundRoom[];
  /** How many match in all, capped; as words: "2 open, 2 in the trash". */
  tally: string;
  /** Why no room was found, as the list of rooms says it; empty if there are some, or nothing was asked. */
  none: string;
  /** How many of the viewer's own rooms leave soon, if nothing was asked. */
  leaving: number;
}

const OPEN_MAX = 6;
const TRASH_MAX = 3;

/** What the palette shows for a query: rooms by need, a few of the trash after them, and how many match in all. */
export async function searchRooms(viewer: Viewer, query: string): Promise<PaletteAnswer> {
  const whose = viewer.role === "admin" ? "everyone" : "mine";
  const ctx = contextOf(viewer);
  const open = readRoomsFilter({ q: query, whose });
  const trash = readRoomsFilter({ q: query, whose, status: "trash" });
  const isAsked = open.q !== "";
  const [found, gone, counts, leaving] = await Promise.all([
    listOwnRooms(ctx, { filter: open, limit: OPEN_MAX }),
    isAsked ? listOwnRooms(ctx, { filter: trash, limit: TRASH_MAX }) : null,
    isAsked ? countOwnRooms(ctx, open) : null,
    isAsked ? 0 : countLeavingRooms(ctx),
  ]);
  const tally = counts
    ? [
        `${counts.matching} open`,
        counts.matchingTrash ? `${counts.matchingTrash} in the trash` : "",
      ]
    : [];
  const items = [...found.items, ...(gone?.items ?? [])];
  return {
    rooms: items.map((room) => toFound(room, viewer)),
    tally: tally.filter(Boolean).join(", "),
    leaving,
    none: counts && items.length === 0 ? emptyText(open, counts, ctx.services.kinds).text : "",
  };
}

function toFound(room: RoomLine, { actor }: Viewer): FoundRoom {
  const isGone = room.trashedAt !== null || room.isExpired;
  return {
    id: room.id,
    name: room.name,
    kindLabel: room.kindLabel,
    owner: room.creatorName,
    found: room.found,
    gone: isGone,
    canExtend: !isGone && room.expiresAt !== null && !refuseRoomAction(actor, "extend", room),
    note: isGone ? "in the trash" : noteOf(room),
  };
}

function noteOf(room: RoomLine): string {
  if (room.group === 0) return "in use now";
  return room.expiresAt ? `leaves ${timeUntil(room.expiresAt, now())}` : "stays";
}
