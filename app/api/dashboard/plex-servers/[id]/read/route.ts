import { z } from "zod";
import { hostOfServer } from "@/lib/plex-servers/plex-server";
import { readPlexServerNow } from "@/lib/plex-servers/read-plex-server-now";
import { handleForm } from "@/lib/web/forms/handle-form";

/** Has a Plex server read now. The page shows the progress. */
export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, input) {
    const { url, name } = await readPlexServerNow(ctx, input);
    return { message: `${name ?? hostOfServer(url)} will be read now.` };
  },
});
