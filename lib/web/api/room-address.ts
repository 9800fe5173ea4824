import { z } from "zod";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { isRoomName, ROOM_NAME_TEXT } from "@/lib/match/room-schema";
import { readQuery, readSegment } from "./read-address";

/** Where the name stands in `/api/v1/rooms/{name}`. */
const NAME_SEGMENT = 3;

/**
 * The room of a request, in either spelling: `/api/v1/rooms/{name}…`, or `/api/v1/room…?name=` for names that proxies or URL parsers
 * would change. Throws `invalid_request` if there is none. For a name that no room can have, throws `invalid_document` for a save and
 * `not_found` otherwise.
 */
export function roomNameOf(request: Request): string {
  const byQuery = /^(?:[a-z]+:\/\/[^/?#]*)?\/api\/v1\/room(?:[/?#]|$)/i.test(request.url);
  const name = byQuery ? readQuery(request.url).name : readSegment(request.url, NAME_SEGMENT);
  if (name === undefined || name === null) {
    throw new RoomkeeperError("invalid_request", "Say which room: ?name= is missing.", {
      fields: [{ pointer: "/name", message: "is missing" }],
    });
  }
  if (isRoomName(name)) return name;
  if (request.method === "PUT") {
    const message = `must have 1 to ${LIMITS.roomNameUnitsMax} characters`;
    throw new RoomkeeperError("invalid_document", `/roomName ${message}.`, {
      fields: [{ pointer: "/roomName", message }],
    });
  }
  throw new RoomkeeperError("not_found", "There is no room of that name.");
}

/** The `name` parameter, which `roomNameOf` reads in either spelling. */
export const nameParameter = {
  name: z.string().optional().meta({ description: ROOM_NAME_TEXT }),
};

export const limitParameter = z.coerce
  .number()
  .int()
  .min(1)
  .max(LIMITS.pageItemsMax)
  .default(LIMITS.pageItemsDefault)
  .meta({ description: "How many items a page may contain." });

/** The parameters of every list. */
export const pageParameters = {
  limit: limitParameter,
  cursor: z.string().max(LIMITS.cursorUnitsMax).optional().meta({
    description: "The `nextCursor` of the page before. Without it, the reply is the first page.",
  }),
};
