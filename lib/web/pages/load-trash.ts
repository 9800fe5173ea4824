import { RoomkeeperError } from "@/lib/core/errors";
import { urlPart } from "@/lib/core/url-part";
import { listTrash, type TrashPage } from "@/lib/rooms/list-trash";
import { forPage } from "./for-page";
import { liveSince } from "./live-since";
import { contextOf, requireViewer, type Viewer } from "./viewer";

export interface TrashView extends TrashPage {
  /** The newest event that the page includes. */
  since: number;
  viewer: Viewer;
  first?: string;
  next?: string;
}

/** The viewer's trash by pages. A cursor that does not fit gives the first page. */
export async function loadTrash(cursor: string | undefined): Promise<TrashView> {
  return forPage(async () => {
    const since = liveSince();
    const viewer = await requireViewer("/trash");
    const ctx = contextOf(viewer);
    const page = await listTrash(ctx, { cursor }).catch((error: unknown) => {
      if (error instanceof RoomkeeperError && error.code === "invalid_request")
        return listTrash(ctx);
      throw error;
    });
    return {
      ...page,
      since,
      viewer,
      first: cursor ? "/trash" : undefined,
      next: page.nextCursor ? `/trash?cursor=${urlPart(page.nextCursor)}` : undefined,
    };
  });
}
