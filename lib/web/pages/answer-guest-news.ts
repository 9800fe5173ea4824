import { RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import { createShortCache } from "@/lib/core/short-cache";
import { asRoomkeeperError } from "@/lib/db/database-failure";
import { type OpenLink, readGroupLink } from "@/lib/match/group-link/read-group-link";
import { getServices } from "@/lib/runtime/services";
import { isNoneMatchHit } from "@/lib/web/api/etag";
import { problemResponse } from "@/lib/web/api/problem";
import { countGuest } from "@/lib/web/api/rate-limits";

/** Guests who ask at the same time share one statement. */
const shared = createShortCache<OpenLink | null>({
  keptMs: LIMITS.guestListKeptMs,
  entriesMax: LIMITS.guestListsKeptMax,
});

/**
 * Says whether the list of a link is still the one with the tag in If-None-Match: 304, or 200 with its new tag and no content. 404 when
 * the link shows nothing any more.
 */
export async function answerGuestNews(
  request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  const requestId = newId("rq");
  try {
    const { token } = await params;
    countGuest(request, token);
    const link = await shared.get(token, () => readGroupLink(getServices(), token));
    if (!link) throw new RoomkeeperError("not_found", "This link shows nothing.");
    const etag = `"${link.tag}"`;
    const isSame = isNoneMatchHit(request.headers.get("if-none-match"), etag);
    const headers = { etag, "cache-control": "private, no-store" };
    return new Response(null, { status: isSame ? 304 : 200, headers });
  } catch (error) {
    return problemResponse(asRoomkeeperError(error), requestId);
  }
}
