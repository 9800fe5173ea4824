import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { requireDataAdmin } from "./import-policy";
import { readImports } from "./read-import";
import type { RoomImport } from "./room-import";

/** The latest imports, the newest first; for admins. */
export async function listImports(ctx: Context): Promise<RoomImport[]> {
  requireDataAdmin(ctx.actor);
  return readImports(ctx.services.pool, LIMITS.jobRunsShown);
}
