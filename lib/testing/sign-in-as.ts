import type { Role } from "@/lib/core/person";
import { readEnv, useEnv } from "@/lib/runtime/env";
import { getServices } from "@/lib/runtime/services";
import { cookieName } from "@/lib/sessions/cookies";
import { createSession } from "@/lib/sessions/create-session";
import { sealSession } from "@/lib/sessions/session-cookie";
import { TEST_SECRET } from "./test-secret";

export const TEST_ORIGIN = "http://localhost:4400";

/** Settings for tests: one secret, one public origin, a folder that does not exist. */
export function useTestEnv(more: Record<string, string> = {}): void {
  useEnv(
    readEnv({
      ROOMKEEPER_SECRET: TEST_SECRET,
      PUBLIC_URL: TEST_ORIGIN,
      DATA_DIR: "/nonexistent",
      LOG_LEVEL: "silent",
      ...more,
    }),
  );
}

/** Makes a person with a valid session, and returns the session's id and the Cookie header of the browser. */
export async function signInAs(
  id: string,
  person: { name?: string; role?: Role; banReason?: string } = {},
): Promise<{ sessionId: string; cookie: string }> {
  const { pool } = getServices();
  const name = person.name ?? id;
  await pool.query(
    `insert into person (id, username, name, role, banned_at, ban_reason)
     values ($1, $2, $2, $3, case when $4::text is null then null else now() end, $4)
     on conflict (id) do update set role = excluded.role, banned_at = excluded.banned_at,
       ban_reason = excluded.ban_reason`,
    [id, name, person.role ?? "owner", person.banReason ?? null],
  );
  const session = { personId: id, method: "plex", userAgent: "test" } as const;
  const sessionId = await createSession(pool, session);
  const value = await sealSession({ sid: sessionId, sub: id });
  return { sessionId, cookie: `${cookieName(new Headers(), "session")}=${value}` };
}
