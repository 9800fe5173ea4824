import { RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { countNetwork, countPerson } from "@/lib/web/api/rate-limits";
import { searchRooms } from "@/lib/web/pages/search-rooms";
import { viewerOf } from "@/lib/web/pages/viewer";
import { refuseForm } from "./answer-form";

/** Handles the search of the command palette: the viewer's own rooms, or everyone's for an admin. Replies 401 if nobody is signed in. */
export async function handleSearch(request: Request): Promise<Response> {
  const requestId = newId("rq");
  try {
    countNetwork(request);
    const viewer = await viewerOf(request.headers.get("cookie"));
    if (!viewer || viewer.banned) throw new RoomkeeperError("unauthorized", "Sign in first.");
    countPerson(viewer);
    const query = new URL(request.url).searchParams.get("q") ?? "";
    const headers = { "cache-control": "no-store", "x-request-id": requestId };
    return Response.json(await searchRooms(viewer, query), { headers });
  } catch (error) {
    return refuseForm(request, error, { requestId, returnTo: null });
  }
}
