import { z } from "zod";
import { now } from "@/lib/core/clock";
import { RoomkeeperError } from "@/lib/core/errors";
import { quoteName } from "@/lib/core/quote-name";
import { listSpaces } from "@/lib/spaces/list-spaces";
import { createToken } from "@/lib/tokens/create-token";
import { SCOPES } from "@/lib/tokens/token";
import { handleForm } from "@/lib/web/forms/handle-form";
import { shownTokenCookie } from "@/lib/web/forms/shown-token";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Makes a token. A page shows it once, from an encrypted cookie; a script gets it in the reply. */
export const POST = handleForm({
  schema: z.object({
    spaceId: z.string(),
    label: z.string(),
    scopes: z.preprocess((value) => [value ?? []].flat(), z.array(z.enum(SCOPES))),
    days: z.preprocess(
      (value) => (value === "" ? undefined : value),
      z.coerce.number().int().min(1).max(3_650).optional(),
    ),
  }),
  async run(ctx, { days, ...input }, visit) {
    const expiresAt = days === undefined ? null : new Date(now().getTime() + days * DAY_MS);
    const { id, token } = await createToken(ctx, { ...input, expiresAt });
    const space = (await listSpaces(ctx)).find((candidate) => candidate.id === input.spaceId);
    if (!space) throw new RoomkeeperError("not_found", "There is no such space.");
    const message = `The token ${quoteName(input.label.trim())} is made.`;
    if (visit.request.headers.get("accept")?.includes("json"))
      return { message, data: { id, token } };
    const shown = { token, label: input.label.trim(), spaceName: space.name };
    return { message, cookies: [shownTokenCookie(visit, shown)], redirectTo: "/admin/tokens" };
  },
});
