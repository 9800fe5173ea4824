import { RoomkeeperError } from "@/lib/core/errors";
import { getServices } from "@/lib/runtime/services";
import { type TokenActor, verifyToken } from "@/lib/tokens/verify-token";

/** Returns the actor of a request's bearer token. Throws `unauthorized` (RFC 6750). */
export async function tokenOf(request: Request): Promise<TokenActor> {
  const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  if (token === undefined) {
    throw new RoomkeeperError("unauthorized", "A token is needed: Authorization: Bearer rk_…");
  }
  return verifyToken(getServices(), token);
}
