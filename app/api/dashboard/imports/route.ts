import { z } from "zod";
import { checkImport } from "@/lib/transfer/imports/check-import";
import { requireDataAdmin } from "@/lib/transfer/imports/import-policy";
import { IMPORT_POLICIES } from "@/lib/transfer/imports/room-import";
import { uploadRooms } from "@/lib/transfer/imports/upload-rooms";
import { handleUpload } from "@/lib/web/forms/handle-upload";

const also = z.preprocess(
  (value) => (value === undefined ? [] : [value].flat()),
  z.array(z.enum(["trash", "hidden"])),
);

/** Accepts the uploaded files and starts to check them. The next page says what an import would change. */
export const POST = handleUpload({
  schema: z.object({
    spaceId: z.string(),
    policy: z.enum(IMPORT_POLICIES),
    also,
  }),
  allow: requireDataAdmin,
  async run(ctx, { spaceId, policy, also }, files) {
    const { id } = await uploadRooms(ctx, {
      spaceId,
      files,
      policy,
      includesTrash: also.includes("trash"),
      opensHidden: also.includes("hidden"),
    });
    await checkImport(ctx, { id });
    return { redirectTo: `/admin/data/${id}`, data: { id } };
  },
});
