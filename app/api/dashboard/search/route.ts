import { searchRooms } from "@/lib/web/search-rooms";
import { viewerOf } from "@/lib/web/viewer";

/** The palette's search: own rooms, or for an admin everyone's. Answers 401 to whoever is not signed in. */
export async function GET(request: Request): Promise<Response> {
  const headers = { "cache-control": "no-store" };
  const viewer = await viewerOf(request.headers.get("cookie"));
  if (!viewer || viewer.banned)
    return Response.json({ rooms: [], tally: "" }, { status: 401, headers });
  const query = new URL(request.url).searchParams.get("q") ?? "";
  return Response.json(await searchRooms(viewer, query), { headers });
}
