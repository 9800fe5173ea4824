import { RoomkeeperError } from "@/lib/core/errors";
import { urlPart } from "@/lib/core/url-part";
import { listTrash, type TrashPage } from "@/lib/rooms/list-trash";
import { forPage } from "./for-page";
import { contextOf, requireViewer, type Viewer } from "./viewer";

export interface TrashView extends TrashPage {
  viewer: Viewer;
  first?: string;
  next?: string;
}

/** The viewer's trash by pages. A cursor that does not fit gives the first page. */
export async function loadTrash(cursor: string | undefined): Promise<TrashView> {
  return forPage(async () => {
    const viewer = await requireViewer("/trash");
    const ctx = contextOf(viewer);
    const page = await listTrash(ctx, { cursor }).catch((error: unknown) => {
      if (error instanceof RoomkeeperError && error.code === "invalid_request")
        return listTrash(ctx);
      throw error;
    });
    return {
      ...page,
      viewer,
      first: cursor ? "/trash" : undefined,
      next: page.nextCursor ? `/trash?cursor=${urlPart(page.nextCursor)}` : undefined,
    };
  });
}
