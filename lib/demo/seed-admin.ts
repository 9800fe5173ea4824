import type { Context } from "@/lib/runtime/context";
import { claimSetup } from "@/lib/sign-in/claim-setup";
import { ensureSetupCode } from "@/lib/sign-in/setup-code";

/** The sample admin: tomasz, as the Plex stand-in knows him. */
export const SAMPLE_ADMIN = { id: "4410937", username: "tomasz" };

/**
 * Makes the sample admin the first admin, with the setup code, so that nobody is asked for that code any more. An existing account
 * stays as it is once the code was used.
 */
export async function seedAdmin(ctx: Context): Promise<void> {
  const code = await ensureSetupCode(ctx.services);
  if (code === null) return;
  const { id, username } = SAMPLE_ADMIN;
  await ctx.services.pool.query(
    `insert into person (id, username, name, role) values ($1, $2, $2, 'admin')
     on conflict (id) do nothing`,
    [id, username],
  );
  const actor = { kind: "person", id, name: username, role: "admin", banned: false } as const;
  await claimSetup({ ...ctx, actor }, { code });
}
