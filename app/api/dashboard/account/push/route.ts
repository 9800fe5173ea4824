import { z } from "zod";
import { RoomkeeperError } from "@/lib/core/errors";
import { wantPush } from "@/lib/push/want-push";
import { handleForm } from "@/lib/web/forms/handle-form";

const PART = z.string().min(1).max(200);

/** The subscription that the browser made, with the names of the Push API. */
export const POST = handleForm({
  schema: z.object({ endpoint: z.string().min(1).max(4_000), p256dh: PART, auth: PART }),
  async run(ctx, target, { viewer }) {
    if (!viewer) throw new RoomkeeperError("unauthorized", "Sign in first.");
    await wantPush(ctx, { sessionId: viewer.sessionId, target });
    return { message: "This browser is told when a room of yours leaves soon." };
  },
});
