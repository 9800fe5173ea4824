/**
 * When the account `p` signed in last, or null if it never did. An account exists before the first sign-in when it was banned, or made
 * an admin, by then.
 */
export const LAST_SIGN_IN = `coalesce(person.last_sign_in_at,
  (select max(session.created_at) from session where session.person_id = person.id))`;

/** In how many browsers the account `p` is signed in. A ban shuts all of them out. */
export const OPEN_BROWSERS = `(select count(*)::int from session
  where session.person_id = person.id and person.banned_at is null and session.revoked_at is null and session.expires_at > now())`;
