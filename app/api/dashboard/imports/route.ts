import { z } from "zod";
import { checkImport } from "@/lib/imports/check-import";
import { requireDataAdmin } from "@/lib/imports/import-policy";
import { IMPORT_POLICIES } from "@/lib/imports/room-import";
import { uploadRooms } from "@/lib/imports/upload-rooms";
import { handleUpload } from "@/lib/web/handle-upload";

const box = z.literal("yes").optional();

/** Takes files in and begins to look them through; the page that follows says what they would do. */
export const POST = handleUpload({
  schema: z.object({
    spaceId: z.string(),
    policy: z.enum(IMPORT_POLICIES),
    trash: box,
    hidden: box,
  }),
  allow: requireDataAdmin,
  async run(ctx, { spaceId, policy, trash, hidden }, files) {
    const { id } = await uploadRooms(ctx, {
      spaceId,
      files,
      policy,
      includesTrash: trash === "yes",
      opensHidden: hidden === "yes",
    });
    await checkImport(ctx, { id });
    return { redirectTo: `/admin/data/${id}`, data: { id } };
  },
});
