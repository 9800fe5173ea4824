import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { changePlexServer } from "@/lib/plex-servers/change-plex-server";
import { hostOfServer } from "@/lib/plex-servers/plex-server";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({
    id: z.string(),
    url: z.string().max(LIMITS.webhookUrlUnitsMax),
    token: z.string().optional(),
  }),
  async run(ctx, input) {
    const { url } = await changePlexServer(ctx, input);
    return { message: `${hostOfServer(url)} is changed and will be read now.` };
  },
});
