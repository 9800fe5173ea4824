import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";

/**
 * Checks a token of a Plex server and returns it without spaces around it. Throws `invalid_document` if it cannot be sent in a header; the
 * message does not contain it.
 */
export function checkServerToken(given: string): string {
  const token = given.trim();
  if (token.length <= LIMITS.plexServerTokenUnitsMax && /^[\x21-\x7e]+$/.test(token)) return token;
  const message = `A token has 1 to ${LIMITS.plexServerTokenUnitsMax} letters, digits and signs, without spaces.`;
  throw new RoomkeeperError("invalid_document", message, {
    fields: [{ pointer: "/token", message }],
  });
}
