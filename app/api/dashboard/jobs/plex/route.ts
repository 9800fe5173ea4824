import { z } from "zod";
import { counted } from "@/lib/core/counted";
import { readAllPlexServersNow } from "@/lib/plex-servers/read-all-plex-servers-now";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({}),
  async run(ctx) {
    const servers = await readAllPlexServersNow(ctx);
    if (servers === 0) return { message: "No Plex server is named for a space yet." };
    return { message: `${counted(servers, "Plex server")} will be read now.`, data: { servers } };
  },
});
