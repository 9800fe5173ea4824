import type { Context } from "@/lib/runtime/context";

/** The sample admin: tomasz, as the Plex stand-in knows him. */
export const SAMPLE_ADMIN = { id: "4410937", username: "tomasz" };

/** Gives the sample admin an account before the first sign-in; an existing one stays as it is. */
export async function seedAdmin(ctx: Context): Promise<void> {
  await ctx.services.pool.query(
    `insert into person (id, username, name, role) values ($1, $2, $2, 'admin')
     on conflict (id) do nothing`,
    [SAMPLE_ADMIN.id, SAMPLE_ADMIN.username],
  );
}
