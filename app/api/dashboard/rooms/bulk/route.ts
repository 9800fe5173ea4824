import { z } from "zod";
import { RoomkeeperError } from "@/lib/core/errors";
import { BULK_ACTIONS, changeRooms } from "@/lib/rooms/change-rooms";
import { EXTENSION_DAYS } from "@/lib/rooms/expiry";
import { listRoomIds } from "@/lib/rooms/list-room-ids";
import { listTrashIds } from "@/lib/rooms/list-trash";
import { previewRooms } from "@/lib/rooms/preview-rooms";
import { readRoomsFilter } from "@/lib/rooms/rooms-filter";
import { undoBulk } from "@/lib/rooms/undo-bulk";
import type { Context } from "@/lib/runtime/context";
import { bulkReply } from "@/lib/web/forms/bulk-reply";
import { handleForm } from "@/lib/web/forms/handle-form";

/** A field that is true if its value is 1. */
const flag = z
  .unknown()
  .optional()
  .transform((value) => value === "1" || value === 1 || value === true);

const Bulk = z.looseObject({
  action: z.enum([...BULK_ACTIONS, "undo"]),
  days: z.coerce.number().pipe(z.literal(EXTENSION_DAYS)).optional(),
  /** The chosen rooms; with `all`, every room that the list's filter matches; with `trash`, the whole trash. */
  room: z.union([z.string().transform((id) => [id]), z.array(z.string())]).default([]),
  all: flag,
  trash: flag,
  /** Counts what would happen, and changes nothing. */
  dryRun: flag,
  /** Emptying the trash asks for the word `empty`. */
  typed: z.string().trim().optional(),
  bulk: z.string().optional(),
});

export const POST = handleForm({
  schema: Bulk,
  async run(ctx, input) {
    const { action, days } = input;
    if (action === "undo")
      return bulkReply("undo", await undoBulk(ctx, { bulk: input.bulk ?? "" }));
    const roomIds = await chosenRooms(ctx, input);
    if (input.dryRun) return { data: await previewRooms(ctx, { action, roomIds }) };
    if (action === "purge" && input.typed !== "empty") {
      throw new RoomkeeperError("invalid_request", "Type empty to confirm. Nothing was removed.");
    }
    return bulkReply(action, await changeRooms(ctx, { action, roomIds, days }), days);
  },
});

async function chosenRooms(ctx: Context, input: z.infer<typeof Bulk>): Promise<string[]> {
  if (input.trash) return listTrashIds(ctx);
  if (input.all) return listRoomIds(ctx, { filter: readRoomsFilter(input) });
  if (input.room.length > 0) return input.room;
  throw new RoomkeeperError("invalid_request", "No room was chosen.");
}
