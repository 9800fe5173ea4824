import { randomUUID } from "node:crypto";
import { env } from "@/lib/runtime/env";
import type { Services } from "@/lib/runtime/services";
import type { Plex } from "./plex";
import { createPlexHttp } from "./plex-http";

const KEY = "plex.client_identifier";

/**
 * Opens the client for Plex with the configured addresses and this installation's client identifier, which the first sign-in makes.
 * @param authUrl the address of Plex's sign-in page
 */
export async function openPlex(
  { pool }: Pick<Services, "pool">,
  authUrl = env().plexAuthUrl,
): Promise<Plex> {
  const found = await pool.query<{ value: string }>(
    `with made as (
       insert into setting (key, value) values ($1, to_jsonb($2::text))
       on conflict (key) do nothing returning value)
     select value from made union all select value from setting where key = $1 limit 1`,
    [KEY, randomUUID()],
  );
  const clientIdentifier = found.rows[0]?.value ?? (await known(pool));
  return createPlexHttp({ apiUrl: env().plexApiUrl, authUrl, clientIdentifier });
}

/** Two first sign-ins at once: the one that lost the insert reads what the other wrote. */
async function known(pool: Services["pool"]): Promise<string> {
  const { rows } = await pool.query<{ value: string }>("select value from setting where key = $1", [
    KEY,
  ]);
  return rows[0]?.value ?? "";
}
