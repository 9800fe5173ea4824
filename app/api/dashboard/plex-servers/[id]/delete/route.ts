import { z } from "zod";
import { deletePlexServer } from "@/lib/plex-servers/delete-plex-server";
import { hostOfServer } from "@/lib/plex-servers/plex-server";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, input) {
    const { url, name } = await deletePlexServer(ctx, input);
    return { message: `${name ?? hostOfServer(url)} is removed. Films keep their titles.` };
  },
});
