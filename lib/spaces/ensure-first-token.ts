import type { Context } from "@/lib/runtime/context";
import { createToken } from "@/lib/tokens/create-token";
import { GAME_SERVER_SCOPES } from "@/lib/tokens/token";
import { createSpace } from "./create-space";
import { findSpace } from "./find-space";

export interface FirstToken {
  spaceName: string;
  token: string;
}

/**
 * At the very first start a space and a game server's token for it, so that there is something to begin with; null at every
 * later one, also when the first token was revoked or others were made before.
 */
export async function ensureFirstToken(
  ctx: Context,
  input: { spaceName: string },
): Promise<FirstToken | null> {
  const first = await ctx.services.pool.query(
    `insert into setting (key, value) select 'first-token', to_jsonb(now())
     where not exists (select 1 from token) on conflict (key) do nothing`,
  );
  if (first.rowCount === 0) return null;
  const { spaceName } = input;
  const space =
    (await findSpace(ctx, { name: spaceName })) ?? (await createSpace(ctx, { name: spaceName }));
  const { token } = await createToken(ctx, {
    spaceId: space.id,
    label: "First token",
    scopes: GAME_SERVER_SCOPES,
  });
  return { spaceName, token };
}
