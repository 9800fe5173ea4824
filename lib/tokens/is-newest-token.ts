import type { Services } from "@/lib/runtime/services";
import { hashToken } from "./token";
import { TOKEN_IS_LIVE } from "./token-chain-sql";

/** Whether a token works now and was not rotated to another one. */
export async function isNewestToken(
  { pool }: Pick<Services, "pool">,
  token: string,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select 1 from token where token.hash = $1 and token.replaced_by is null and ${TOKEN_IS_LIVE}`,
    [hashToken(token)],
  );
  return rowCount !== 0;
}
