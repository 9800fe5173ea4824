import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { addPlexServer } from "@/lib/plex-servers/add-plex-server";
import { hostOfServer } from "@/lib/plex-servers/plex-server";
import { handleForm } from "@/lib/web/forms/handle-form";

/** Names a Plex server for a space. Its nights are those of the person who names it. */
export const POST = handleForm({
  schema: z.object({
    spaceId: z.string(),
    url: z.string().max(LIMITS.webhookUrlUnitsMax),
    token: z.string(),
  }),
  async run(ctx, input, { timeZone }) {
    const { id, url } = await addPlexServer(ctx, { ...input, timeZone });
    return { message: `${hostOfServer(url)} will be read now.`, data: { id } };
  },
});
