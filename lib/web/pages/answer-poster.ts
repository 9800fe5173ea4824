import { RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { asRoomkeeperError } from "@/lib/db/database-failure";
import { readPoster } from "@/lib/plex-servers/read-poster";
import { getServices } from "@/lib/runtime/services";
import { problemResponse } from "@/lib/web/api/problem";
import { countNetwork } from "@/lib/web/api/rate-limits";

/**
 * Replies with a poster. Its name says which picture it is and cannot be guessed, so that browsers may keep it for a year and nobody needs
 * to be signed in. A poster that cannot be had now is 404, and browsers show the drawn one.
 */
export async function answerPoster(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const requestId = newId("rq");
  try {
    countNetwork(request);
    const { id } = await params;
    const bytes = await readPoster(getServices(), id);
    if (!bytes) throw new RoomkeeperError("not_found", "There is no such poster now.");
    return new Response(new Uint8Array(bytes), {
      headers: {
        "cache-control": "public, max-age=31536000, immutable",
        "content-length": String(bytes.byteLength),
        "content-security-policy": "default-src 'none'",
        "content-type": "image/webp",
      },
    });
  } catch (error) {
    return problemResponse(asRoomkeeperError(error), requestId);
  }
}
