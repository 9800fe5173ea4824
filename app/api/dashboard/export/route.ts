import { z } from "zod";
import { exportRooms } from "@/lib/transfer/imports/export-rooms";
import { handleForm } from "@/lib/web/forms/handle-form";

const also = z.preprocess(
  (value) => (value === undefined ? [] : [value].flat()),
  z.array(z.enum(["trash", "passwords"])),
);

/**
 * All rooms of a space as a download. It is a form and not a link, so that no other site can trigger a download that may contain passwords.
 */
export const POST = handleForm({
  schema: z.object({ spaceId: z.string(), also }),
  async run(ctx, { spaceId, also }) {
    const { filename, body } = await exportRooms(ctx, {
      spaceId,
      includesTrash: also.includes("trash"),
      withPasswords: also.includes("passwords"),
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
