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
 * At the first start, creates a space and a token for a game server. Resolves with null at every later start, also if the first token was
 * revoked or other tokens exist.
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
