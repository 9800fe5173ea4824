import { z } from "zod";
import { counted } from "@/lib/core/counted";
import { RoomkeeperError } from "@/lib/core/errors";
import { importTitles } from "@/lib/match/media/import-titles";
import { requireDataAdmin } from "@/lib/transfer/imports/import-policy";
import { handleUpload } from "@/lib/web/forms/handle-upload";

/** Accepts a file with the titles of films. */
export const POST = handleUpload({
  schema: z.object({ spaceId: z.string() }),
  allow: requireDataAdmin,
  async run(ctx, { spaceId }, files) {
    const [file, ...others] = files;
    if (!file || others.length > 0) {
      throw new RoomkeeperError("invalid_request", "Choose one file.");
    }
    const { films, spaceName } = await importTitles(ctx, { spaceId, bytes: file.bytes });
    const message = `${counted(films, "film")} of “${spaceName}” ${films === 1 ? "has its title" : "have their titles"}.`;
    return { message, data: { films } };
  },
});
