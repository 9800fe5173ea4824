import { RoomkeeperError } from "@/lib/core/errors";
import { requestIdOf } from "@/lib/web/api/handle-api";
import { problemResponse } from "@/lib/web/api/problem";

/** Every path below the API that does not exist. */
export function GET(request: Request): Response {
  const error = new RoomkeeperError("not_found", "There is no such path in this API.");
  return problemResponse(error, requestIdOf(request));
}

export { GET as DELETE, GET as HEAD, GET as OPTIONS, GET as PATCH, GET as POST, GET as PUT };
