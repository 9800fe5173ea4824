import type { Context } from "@/lib/core/context";
import { LIMITS } from "@/lib/core/limits";
import { processContext } from "@/lib/runtime/process-context";
import { requireDataAdmin } from "./import-policy";
import { readImports } from "./read-import";
import type { RoomImport } from "./room-import";

/** The latest imports, the newest first; for admins. */
export async function listImports(ctx: Context): Promise<RoomImport[]> {
  requireDataAdmin(ctx.actor);
  return readImports(processContext().pool, LIMITS.jobRunsShown);
}
