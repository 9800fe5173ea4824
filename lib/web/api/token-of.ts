import { RoomkeeperError } from "@/lib/core/errors";
import { processContext } from "@/lib/runtime/process-context";
import { type TokenActor, verifyToken } from "@/lib/tokens/verify-token";

/** Returns the actor of a request's bearer token. Throws `unauthorized` (RFC 6750). */
export async function tokenOf(request: Request): Promise<TokenActor> {
  const header = request.headers.get("authorization");
  if (header === null) {
    throw new RoomkeeperError("unauthorized", "A token is needed: Authorization: Bearer rk_…");
  }
  const [, token = ""] = /^Bearer +(\S+)$/i.exec(header) ?? [];
  return verifyToken(processContext(), token);
}
