/**
 * When the account `p` signed in last, or null if it never did. An account exists before the first sign-in when it was banned, or made
 * an admin, by then.
 */
export const LAST_SIGN_IN = `coalesce(p.last_sign_in_at,
  (select max(s.created_at) from session s where s.person_id = p.id))`;

/** In how many browsers the account `p` is signed in. A ban shuts all of them out. */
export const OPEN_BROWSERS = `(select count(*)::int from session s
  where s.person_id = p.id and p.banned_at is null and s.revoked_at is null and s.expires_at > now())`;
