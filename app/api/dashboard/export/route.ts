import { z } from "zod";
import { exportRooms } from "@/lib/imports/export-rooms";
import { handleForm } from "@/lib/web/handle-form";

const box = z.literal("yes").optional();

/** All rooms of a space as a download. A form and no link: with passwords in it nobody else's page may ask for it. */
export const POST = handleForm({
  schema: z.object({ spaceId: z.string(), trash: box, passwords: box }),
  async run(ctx, { spaceId, trash, passwords }) {
    const { filename, body } = await exportRooms(ctx, {
      spaceId,
      includesTrash: trash === "yes",
      withPasswords: passwords === "yes",
    });
    const response = new Response(body, {
      headers: {
        "content-type": "application/gzip",
        "content-disposition": `attachment; filename="${filename}"`,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "x-request-id": ctx.requestId,
      },
    });
    return { response };
  },
});
