import { RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Context } from "@/lib/runtime/context";
import { countNetwork, countPerson } from "@/lib/web/api/rate-limits";
import { contextOf, viewerOf } from "@/lib/web/pages/viewer";
import { refuseForm } from "./answer-form";

interface Download {
  filename: string;
  contentType: string;
  body: string;
}

/** Sends a file to a signed-in person. It changes nothing, so the origin is not checked; the verb checks permissions. */
export function handleDownload(
  make: (ctx: Context, query: URLSearchParams, timeZone: string) => Promise<Download>,
) {
  return async (request: Request): Promise<Response> => {
    const requestId = newId("rq");
    try {
      countNetwork(request);
      const viewer = await viewerOf(request.headers.get("cookie"));
      if (!viewer) throw new RoomkeeperError("unauthorized", "Sign in first.");
      countPerson(viewer);
      const query = new URL(request.url).searchParams;
      const file = await make({ ...contextOf(viewer), requestId }, query, viewer.timeZone);
      return new Response(file.body, {
        headers: {
          "content-type": file.contentType,
          "content-disposition": `attachment; filename="${file.filename}"`,
          "cache-control": "no-store",
          "x-content-type-options": "nosniff",
          "x-request-id": requestId,
        },
      });
    } catch (error) {
      return refuseForm(request, error, { requestId, returnTo: null });
    }
  };
}
