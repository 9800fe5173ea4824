import { LIMITS } from "@/lib/core/limits";
import { isStorableText } from "@/lib/core/text";
import { listRoomIds } from "@/lib/rooms/list-room-ids";
import { listRoomNames, type NamedRoom } from "@/lib/rooms/list-room-names";
import { type BulkPreview, previewRooms } from "@/lib/rooms/preview-rooms";
import { filterFields, readRoomsFilter } from "@/lib/rooms/rooms-filter";
import { safeReturnTo } from "@/lib/web/auth/return-to";
import { forPage } from "./for-page";
import type { SearchParams } from "./load-rooms";
import { contextOf, type Viewer } from "./viewer";

/** What the list's bar can do; emptying the trash has a page of its own. */
export const BULK_CHOICES = ["extend", "expire", "delete", "restore"] as const;
export type BulkChoice = (typeof BULK_CHOICES)[number];

const NAMES_MAX = 8;

/** All that the page shows which asks before many rooms are changed. */
export interface BulkPage {
  action: BulkChoice;
  preview: BulkPreview;
  /** Some of the rooms, by name. */
  names: NamedRoom[];
  chosen: number;
  /** More match than one change may touch. */
  isTooMany: boolean;
  /** What the form sends: the rooms by id, or all that match the filter. */
  roomIds: string[];
  fields: Record<string, string>;
  returnTo: string;
}

/** Counts what a bulk change would do; null when nothing was chosen or asked for. */
export async function loadBulk(viewer: Viewer, params: SearchParams): Promise<BulkPage | null> {
  return forPage(async () => {
    const action = BULK_CHOICES.find((choice) => choice === params.action);
    const ctx = contextOf(viewer);
    const filter = readRoomsFilter(params);
    const isAll = params.all === "1";
    const given = [params.room ?? []].flat().filter(isStorableText).slice(0, LIMITS.bulkRoomsMax);
    const roomIds = isAll ? await listRoomIds(ctx, { filter }) : given;
    if (!action || roomIds.length === 0) return null;
    const counted = roomIds.slice(0, LIMITS.bulkRoomsMax);
    const [preview, names] = await Promise.all([
      previewRooms(ctx, { action, roomIds: counted }),
      listRoomNames(ctx, { roomIds: counted, limit: NAMES_MAX }),
    ]);
    const returnTo = safeReturnTo(params.returnTo, "/rooms");
    return {
      action,
      preview,
      names,
      chosen: counted.length,
      isTooMany: roomIds.length > LIMITS.bulkRoomsMax,
      roomIds: isAll ? [] : counted,
      fields: isAll
        ? { ...filterFields(filter), all: "1", action, returnTo }
        : { action, returnTo },
      returnTo,
    };
  });
}
