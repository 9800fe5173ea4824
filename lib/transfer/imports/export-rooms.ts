import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import { now } from "@/lib/core/clock";
import { RoomkeeperError } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import { exportText } from "@/lib/transfer/copy/export-file";
import { recordCopyAudit } from "@/lib/transfer/copy/record-copy-audit";
import { sourceOfSpace } from "@/lib/transfer/copy/space-source";
import { requireDataAdmin } from "./import-policy";

export interface RoomExport {
  filename: string;
  /** The compressed file. It is read from the database as fast as the browser takes it. */
  body: ReadableStream<Uint8Array>;
}

/**
 * Exports all rooms of a space as one compressed file, with room passwords if requested. The export is audited before the first byte is
 * sent. An interrupted download lacks the last line, so an import refuses it.
 */
export async function exportRooms(
  ctx: Context,
  input: { spaceId: string; withPasswords: boolean; includesTrash: boolean },
): Promise<RoomExport> {
  const { withPasswords, includesTrash } = input;
  const event = {
    action: "rooms.export" as const,
    spaceId: input.spaceId,
    detail: { withPasswords },
  };
  return withRefusalAudit(ctx, event, async () => {
    requireDataAdmin(ctx.actor);
    const context = ctx.services;
    const space = await context.prisma.space.findUnique({ where: { id: input.spaceId } });
    if (!space) throw new RoomkeeperError("not_found", "There is no such space.");
    const storage = createPrismaMatchStorage({ services: context, spaceId: space.id });
    const source = sourceOfSpace(storage, { services: context, spaceId: space.id });
    const at = now().toISOString();
    const rooms = (await source.count()) ?? 0;
    const note = {
      action: "rooms.export" as const,
      spaceId: space.id,
      subject: "a download",
    } as const;
    await recordCopyAudit(ctx, { ...note, withPasswords }, { rooms });
    const text = exportText(source, { at, space: space.name, withPasswords, includesTrash });
    const packed = createGzip();
    // If the browser disconnects, the scan ends. If the scan fails, the download is aborted.
    pipeline(Readable.from(text, { highWaterMark: 2 }), packed).catch(() => {});
    const body = Readable.toWeb(packed) as unknown as ReadableStream<Uint8Array>;
    return { filename: filenameOf(space.name, at), body };
  });
}

/** ASCII only, as headers are. */
function filenameOf(space: string, at: string): string {
  const plain = space.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "") || "rooms";
  return `${plain.slice(0, 60)}-${at.slice(0, 10)}.roomkeeper.jsonl.gz`;
}
